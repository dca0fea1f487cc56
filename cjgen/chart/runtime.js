// What Vega Embed asks of a page, as little as it runs on; nothing is ever shown.
(() => {
  const nothing = () => {};
  const element = () => ({
    classList: { add: nothing, remove: nothing },
    style: {},
    append: nothing,
    appendChild: nothing,
    addEventListener: nothing,
    removeEventListener: nothing,
    setAttribute: nothing,
    childNodes: [],
  });
  globalThis.document = Object.assign(element(), { createElement: element, body: element(), head: element() });
  globalThis.window = Object.assign(element(), { document: globalThis.document });
  // Vega waits in steps of 10 ms for what is ready at once here
  globalThis.setTimeout = (done, delay, ...given) => {
    Promise.resolve().then(() => done(...given));
    return 0;
  };
  globalThis.clearTimeout = globalThis.clearInterval = nothing;
  globalThis.setInterval = () => 0;
  globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));
  // a dataflow that fails says so here and draws what it has
  const fail = (...said) => {
    throw new Error(said.join(" "));
  };
  globalThis.console = { log: nothing, info: nothing, debug: nothing, warn: nothing, error: fail };
})();

// `answer` draws. Each chart is compiled to a view once, which is then given the figures of one drawing after another.
(() => {
  const kept = new Map();

  async function opened(specification, locale) {
    const sets = specification.data.filter((set) => !set.source && !set.values).map((set) => set.name);
    const signals = new Map((specification.signals ?? []).map((signal) => [signal.name, signal.value]));
    const { view } = await vegaEmbed(document.createElement("div"), specification, {
      mode: "vega",
      renderer: "none",
      formatLocale: locale,
      actions: false,
      defaultStyle: false,
      tooltip: false,
      hover: false,
    });
    return { view, sets, signals, known: new Map() };
  }

  async function drawn(chart, figures) {
    const { view, sets, signals, known } = chart;
    for (const name of Object.keys(figures.signals)) if (!signals.has(name)) throw new Error(`no signal ${name}`);
    for (const name of Object.keys(figures.rows)) if (!sets.includes(name)) throw new Error(`no data set ${name}`);
    const { width, height, padding } = figures;
    const given = [
      ["size", { width, height, padding }, () => view.width(width).height(height).padding(padding)],
      ...[...signals].map(([name, value]) => {
        const wanted = figures.signals[name] ?? value;
        return [`signal ${name}`, wanted, () => view.signal(name, wanted)];
      }),
      ...sets.map((name) => {
        const wanted = figures.rows[name] ?? [];
        return [`rows ${name}`, wanted, () => view.data(name, wanted)];
      }),
    ];
    // A tick and a run that two drawings share keep the places that they had in the first; so the first goes before.
    const scales = JSON.stringify(figures.signals);
    const order = sets.map((name) => runs(figures.rows[name]));
    let cleared = false;
    for (const [name, value] of signals) {
      if (Array.isArray(value) && scales !== chart.scales) cleared = set(`signal ${name}`, [], () => view.signal(name, [])) || cleared;
    }
    for (const [at, name] of sets.entries()) {
      if (order[at] !== chart.order?.[at]) cleared = set(`rows ${name}`, [], () => view.data(name, [])) || cleared;
    }
    if (cleared) await view.runAsync();
    Object.assign(chart, { scales, order });
    for (const one of given) set(...one);
    await view.runAsync();
    return view.toSVG();

    // Whatever is as it was would cost as much as what is new.
    function set(what, wanted, change) {
      const written = JSON.stringify(wanted);
      if (known.get(what) === written) return false;
      known.set(what, written);
      change();
      return true;
    }
  }

  // The runs of a line or an area, in the order in which they begin.
  function runs(rows) {
    return [...new Set((rows ?? []).map((row) => row.run))].join();
  }

  globalThis.answer = async (question) => {
    const { charts, drawings } = JSON.parse(question);
    for (const { name, specification, locale } of charts) kept.set(name, await opened(specification, locale));
    const svgs = [];
    for (const [name, figures] of drawings) svgs.push(await drawn(kept.get(name), figures));
    return JSON.stringify(svgs);
  };
})();
