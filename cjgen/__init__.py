"""cjgen: YAML that describes customer journeys in, a static report site out.

The steps, in order; `build` is the only place that knows this order:

    load      files -> documents: plain data that remembers where each value was written
    validate  documents -> a Site with its Journeys, or all that is wrong with them
    measure   the forms in which authors write a score -> one Score each
    analyse   scores -> findings: thresholds, verdicts, certainty, priority
    chart     findings -> drawings in SVG
    render    findings + theme -> pages in memory
    export    findings -> data files in memory
    publish   pages and data files -> the output folder, replaced as a whole

`model` holds the nouns that the steps hand to each other, `cli` talks to people, `new` begins a site, `bundled`
knows where the theme, the sample site, the starter and the message catalogues lie, `cache` keeps what need not be
worked out twice.
"""

__version__ = "0.1.0"
