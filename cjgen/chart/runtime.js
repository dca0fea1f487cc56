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
    return { view, sets, signals };
  }

  async function drawn({ view, sets, signals }, figures) {
    // Empty it first: ticks and runs that two drawings share would keep the places that they had in the first.
    for (const name of sets) view.data(name, []);
    for (const [name, value] of signals) view.signal(name, value);
    await view.runAsync();
    view.width(figures.width).height(figures.height).padding(figures.padding);
    for (const [name, value] of Object.entries(figures.signals)) {
      if (!signals.has(name)) throw new Error(`no signal is called ${name}`);
      view.signal(name, value);
    }
    for (const [name, rows] of Object.entries(figures.rows)) {
      if (!sets.includes(name)) throw new Error(`no data set is called ${name}`);
      view.data(name, rows);
    }
    await view.runAsync();
    return view.toSVG();
  }

  globalThis.answer = async (question) => {
    const { charts, drawings } = JSON.parse(question);
    for (const { name, specification, locale } of charts) kept.set(name, await opened(specification, locale));
    const svgs = [];
    for (const [name, figures] of drawings) svgs.push(await drawn(kept.get(name), figures));
    return JSON.stringify(svgs);
  };
})();
