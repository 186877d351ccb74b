// Draws every chart of the page, and lets a reader move through its values by pointer, touch or keyboard.
// Without this script the summary and the table say the same.
"use strict";

(() => {
  const media = ["print", "(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  const PAPER = 640; // pixels: the width of a chart in print

  // A canvas does not know custom properties: an element resolves them, whatever the scheme.
  function coloursOf(figure) {
    const probe = figure.appendChild(document.createElement("span"));
    probe.style.forcedColorAdjust = "none";
    const colours = ["ink", "quiet", "grid", "paper", "result"].map((name) => {
      probe.style.color = `var(--chart-${name})`;
      return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    return Object.fromEntries(colours);
  }

  function mount(figure) {
    const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const parts = [".chart-box", "canvas", "input", ".chart-said"];
    const [box, canvas, slider, said] = parts.map((part) => figure.querySelector(part));
    const reader = { at: data.start, here: false };
    let chart;

    function draw() {
      const printing = figure.classList.contains("printing");
      chart?.destroy();
      box.style.width = printing ? `${PAPER}px` : "";
      const configuration = chartConfiguration(data, coloursOf(figure), reader);
      configuration.options.devicePixelRatio = printing ? 3 : undefined;
      chart = new Chart(canvas, configuration);
    }

    function read(at, here = true) {
      Object.assign(reader, { at: Math.min(Math.max(at, 0), data.places.length - 1), here });
      slider.value = reader.at;
      said.textContent = data.places[reader.at].said;
      slider.setAttribute("aria-valuetext", said.textContent);
      chart.update("none");
    }

    function point(event) {
      const frame = canvas.getBoundingClientRect();
      const at = data.form === "rows"
        ? chart.scales.y.getValueForPixel(event.clientY - frame.top)
        : chart.scales.x.getValueForPixel(event.clientX - frame.left);
      if (at !== reader.at || !reader.here) read(at);
    }

    function print(starts) {
      figure.classList.toggle("printing", starts);
      draw();
    }

    box.style.height = `${canvas.height / 16}rem`;
    draw();
    slider.addEventListener("input", () => read(slider.valueAsNumber));
    slider.addEventListener("focus", () => read(reader.at));
    slider.addEventListener("blur", () => read(reader.at, false));
    box.addEventListener("pointermove", point);
    box.addEventListener("pointerdown", point);
    box.addEventListener("pointerleave", () => read(reader.at, document.activeElement === slider));
    addEventListener("beforeprint", () => print(true));
    addEventListener("afterprint", () => print(false));
    media.forEach((query) => query.addEventListener("change", draw));
  }

  document.fonts.ready.then(() => {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 0.8125 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    document.querySelectorAll("[data-chart]").forEach(mount);
  });
})();
