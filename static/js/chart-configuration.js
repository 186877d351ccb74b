// What Chart.js is told to draw: chartConfiguration(data, colour, reader) is its configuration.
// `data` is what metrics/charts.py makes, `colour` the page's colours, `reader` where someone reads.
// What is said of a value is the server's text; here numbers only become lengths.
"use strict";

const chartConfiguration = (() => {
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 4 });
  const large = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 2 });

  function hatch(colour) {
    const tile = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
    const pen = tile.getContext("2d");
    Object.assign(pen, { fillStyle: colour.paper, strokeStyle: colour.result, lineWidth: 1.5 });
    pen.fillRect(0, 0, 8, 8);
    pen.stroke(new Path2D("M-2 2L2 -2M-2 10L10 -2M6 10L10 6"));
    return pen.createPattern(tile, "repeat");
  }

  // Results: a missing one is null, and nothing is drawn across it. Tentative ones are hatched or hollow.
  function results(data, colour) {
    const marks = data.places.map((place) => place.result);
    const set = { data: marks.map((mark) => mark && Number(mark.value)), borderColor: colour.result };
    if (data.form !== "line") {
      const fill = marks.map((mark) => (mark?.tentative ? hatch(colour) : colour.result));
      const edge = marks.map((mark) => (mark?.tentative ? 2 : 0));
      const width = data.form === "rows" ? { maxBarThickness: 24, barPercentage: 1 } : { maxBarThickness: 96 };
      return { ...set, ...width, type: "bar", backgroundColor: fill, borderWidth: edge };
    }
    const unsettled = (at) => Boolean(marks[at]?.tentative);
    const seen = (at) => marks.length < 40 || !marks[at - 1] || !marks[at + 1] || unsettled(at);
    return {
      ...set, type: "line", spanGaps: false, borderWidth: 2.5, pointBorderWidth: 2.5,
      pointRadius: ({ dataIndex }) => (seen(dataIndex) ? 5 : 0),
      pointBackgroundColor: marks.map((mark) => (mark?.tentative ? colour.paper : colour.result)),
      segment: { borderDash: (end) => ([end.p0DataIndex, end.p1DataIndex].some(unsettled) ? [6, 4] : undefined) },
    };
  }

  // Forecasts stand in a set of their own, hollow, and no line joins them to results.
  function forecasts(data, colour) {
    const joined = data.form === "line"; // of bars, the dashed outlines are drawn by chartNotes
    return {
      type: "line", data: data.places.map((place) => place.forecast && Number(place.forecast.value)), spanGaps: false,
      showLine: joined, borderColor: colour.ink, borderWidth: 2, borderDash: [3, 4],
      pointStyle: "rectRot", pointRadius: joined ? 7 : 0, pointBackgroundColor: colour.paper, pointBorderWidth: 2,
    };
  }

  function scales(data, colour) {
    const rows = data.form === "rows";
    const sign = data.sign && `\u00a0${data.sign}`;
    const said = (value) => (Math.abs(value) < 1e6 ? number : large).format(value) + sign;
    const places = {
      type: "category", offset: true, min: 0, max: data.places.length - 1,
      grid: { display: false }, border: { color: colour.quiet },
      ticks: { display: !rows, color: colour.quiet, maxRotation: 0 },
    };
    const values = {
      beginAtZero: data.zero, grace: rows ? 0 : "14%", suggestedMax: rows ? 110 : undefined,
      grid: { color: colour.grid, drawTicks: false, display: !rows }, border: { display: false },
      ticks: { color: colour.quiet, callback: said, padding: 6, maxTicksLimit: 6 },
    };
    return rows ? { x: values, y: places } : { x: places, y: values };
  }

  return function (data, colour, reader) {
    const rows = data.form === "rows";
    const set = results(data, colour);
    // The empty set keeps the upper half of each row free for its words.
    const sets = rows ? [{ type: "bar", data: [] }, set] : [set, forecasts(data, colour)];
    return {
      data: { labels: data.places.map((place) => place.label.replace(/ (\S+)$/, "\n$1").split("\n")), datasets: sets },
      options: {
        animation: false, maintainAspectRatio: false, events: [], indexAxis: rows ? "y" : "x",
        layout: { padding: { right: 8, top: rows ? 0 : 20 } },
        scales: scales(data, colour),
        plugins: {
          legend: { display: false }, tooltip: { enabled: false },
          annotation: { clip: false, annotations: chartNotes(data, colour, reader) },
        },
      },
    };
  };
})();
