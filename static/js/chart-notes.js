// What stands on and beside the bars and lines of a chart: words, targets, doubt, forecasts, and where someone reads.
// chartNotes(data, colour, reader) makes them for chartjs-plugin-annotation; `at` is the place of a mark.
"use strict";

const chartNotes = (() => {
  // Lines and words have the paper's colour around them, so that they show on bar and ground alike.
  function stroke(place, colour, more) {
    const line = { type: "line", ...place, borderColor: colour.ink, borderWidth: 1.5, ...more };
    const halo = { type: "line", ...place, borderColor: colour.paper, borderWidth: line.borderWidth + 3 };
    return [halo, line];
  }

  const words = (content, place, colour) =>
    ({ type: "label", content, color: colour.ink, backgroundColor: colour.paper, padding: { x: 4, y: 1 }, ...place });

  const font = (weight) => ({ family: Chart.defaults.font.family, size: Chart.defaults.font.size, weight });

  function wrapped({ ctx, width }, text) {
    ctx.font = `600 ${Chart.defaults.font.size}px ${Chart.defaults.font.family}`;
    return text.split(" ").reduce((lines, word) => {
      const longer = `${lines.at(-1)} ${word}`.trim();
      return ctx.measureText(longer).width < width - 48 ? [...lines.slice(0, -1), longer] : [...lines, word];
    }, [""]).filter(Boolean);
  }

  // How far doubt reaches: a bar with feet; a side without an end is an arrow. `along` and `foot` place them.
  function doubt(mark, { along, foot }, reach, colour) {
    if (mark.low === null && mark.high === null) return [];
    const from = mark.low === null ? mark.value - reach : Number(mark.low);
    const to = mark.high === null ? Number(mark.value) + reach : Number(mark.high);
    const arrowHeads = { start: arrow(mark.low === null, colour), end: arrow(mark.high === null, colour) };
    const feet = [mark.low, mark.high].filter((end) => end !== null);
    return [...stroke(along(from, to), colour, { arrowHeads }), ...feet.flatMap((end) => stroke(foot(Number(end)), colour))];
  }

  const arrow = (display, colour) => ({ display, length: 8, width: 5, fill: true, backgroundColor: colour.ink });

  // An indicator: its words, and below them its bar with a mark at 100 percent.
  function rowNotes(place, at, { reach }, colour) {
    const said = [place.words, place.result?.shown].filter(Boolean).join(": ");
    const lines = (chart) => [wrapped(chart, place.label), wrapped(chart, said)];
    const along = (xMin, xMax) => ({ xMin, xMax, yMin: at + 0.23, yMax: at + 0.23 });
    const foot = (end) => ({ xMin: end, xMax: end, yMin: at + 0.18, yMax: at + 0.28 });
    const end = place.result?.cut ? Number(place.result.value) : null;
    return [
      words(({ chart }) => lines(chart).flat(), {
        xValue: ({ chart }) => chart.scales.x?.min, yValue: at + 0.04, position: { x: "start", y: "end" }, padding: 0,
        textAlign: "start", backgroundColor: "transparent",
        font: ({ chart }) => lines(chart).flatMap((part, order) => part.map(() => font(order ? 400 : 600))),
      }, colour),
      ...(end ? stroke(along(0.88 * end, end), colour, { arrowHeads: { end: arrow(true, colour) } }) : []),
      ...(place.result && !end ? doubt(place.result, { along, foot }, reach, colour) : []),
      ...stroke({ xMin: 100, xMax: 100, yMin: at + 0.05, yMax: at + 0.41 }, colour, { borderWidth: 3 }),
    ];
  }

  // A period: its value in words where there is room, its doubt, its target, its forecast.
  function periodNotes(place, at, { reach, fits, bars }, colour) {
    const mark = place.result ?? place.forecast;
    const along = (yMin, yMax) => ({ xMin: at, xMax: at, yMin, yMax });
    const across = (half) => (end) => ({ xMin: at - half, xMax: at + half, yMin: end, yMax: end });
    const goal = place.target;
    const bounds = !goal ? [] : goal.low !== null && goal.high !== null ? [goal.low, goal.high] : [goal.value];
    const box = { type: "box", ...along(0, Number(place.forecast?.value)), xMin: at - 0.36, xMax: at + 0.36,
      backgroundColor: "transparent", borderColor: colour.ink, borderWidth: 2, borderDash: [5, 4] };
    const open = mark?.low !== null && mark?.high === null;
    const top = open ? Number(mark?.value) + reach : Number(mark?.high ?? mark?.value);
    const away = (mark?.value < 0 ? 1 : -1) * (bars ? 10 : 18);
    return [
      ...(place.forecast && bars ? [box] : []),
      ...bounds.flatMap((bound) => stroke(across(0.5)(Number(bound)), colour, { borderWidth: 2.5, borderDash: [7, 4] })),
      ...(mark ? doubt(mark, { along, foot: across(0.07) }, reach, colour) : []),
      ...(mark ? [words(mark.shown, { display: fits, xValue: at, yValue: top, yAdjust: away }, colour)] : []),
    ];
  }

  return function (data, colour, reader) {
    const rows = data.form === "rows";
    const marks = data.places.flatMap((place) => [place.result, place.forecast]).filter(Boolean);
    const reach = 0.08 * Math.max(...marks.map((mark) => Math.abs(mark.value)), 1e-9);
    const fits = ({ chart }) => Math.max(...marks.map((mark) => chart.ctx.measureText(mark.shown).width))
      < (chart.width - 64) / data.places.length;
    const list = data.places.flatMap((place, at) =>
      (rows ? rowNotes : periodNotes)(place, at, { reach, fits, bars: data.form === "bars" }, colour));
    const [from, to] = rows ? ["yMin", "yMax"] : ["xMin", "xMax"];
    list.push({ type: "box", display: () => reader.here, [from]: () => reader.at - 0.5, [to]: () => reader.at + 0.5,
      backgroundColor: "transparent", borderColor: colour.quiet, borderWidth: 1, borderDash: [2, 2] });
    return Object.fromEntries(list.map((note, index) => [`note${index}`, note]));
  };
})();
