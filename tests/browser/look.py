"""Questions that a test asks of a page in the browser, as scripts."""

from __future__ import annotations

LAYOUT = r"""(paper) => {
  const faults = [];
  const show = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 60);
  const called = (el) => `${el.tagName}.${el.getAttribute('class') ?? ''}`;
  const texts = [];
  // what can be opened is looked at open: closed, it takes no room
  for (const each of document.querySelectorAll('details')) each.open = true;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((r) => r.width > 0.5 && r.height > 0.5);
    if (!rects.length) continue;
    let unseen = false;
    let scrolls = false;
    for (let el = node.parentElement; el; el = el.parentElement) {
      const style = getComputedStyle(el);
      if (style.clipPath !== 'none') { unseen = true; break; }
      if (el === document.documentElement) break;
      const box = el.getBoundingClientRect();
      for (const [axis, from, to] of [['X', 'left', 'right'], ['Y', 'top', 'bottom']]) {
        const overflow = style['overflow' + axis];
        if (overflow === 'visible') continue;
        if (overflow === 'hidden' || overflow === 'clip') {
          if (rects.some((r) => r[from] < box[from] - 1 || r[to] > box[to] + 1))
            faults.push(`cut off: "${show(node.data)}" by ${called(el)}`);
        } else if (axis === 'X' && el.scrollWidth > el.clientWidth) {
          scrolls = true;
          if (paper) faults.push(`paper does not scroll: "${show(node.data)}" in ${called(el)}`);
          else if (el.tabIndex < 0) faults.push(`scrolls out of the keyboard's reach: ${called(el)}`);
        }
      }
    }
    if (unseen) continue;
    const inline = (el) => getComputedStyle(el).display.startsWith('inline');
    let block = node.parentElement;
    while (inline(block) && block !== document.body) block = block.parentElement;
    if (block.closest('.skip')) continue;
    if (!scrolls && rects.some((r) => r.left < -0.5 || r.right > innerWidth + 0.5))
      faults.push(`outside the window: "${show(node.data)}"`);
    const box = block.getBoundingClientRect();
    if (!scrolls && rects.some((r) => r.left < box.left - 1 || r.right > box.right + 1))
      faults.push(`wider than its box: "${show(node.data)}" in ${called(block)}`);
    const boxed = (el) => {
      const style = getComputedStyle(el);
      return !/^rgba\(.*, 0\)$/.test(style.backgroundColor)
        || ['Top', 'Right', 'Bottom', 'Left'].some((side) => parseFloat(style[`border${side}Width`]));
    };
    let cell = block;
    while (cell !== document.body && !cell.matches('td, th') && !boxed(cell)) cell = cell.parentElement;
    const room = cell !== document.body && cell.getBoundingClientRect();
    const beyond = (r) => r.left < room.left - 1 || r.right > room.right + 1
      || r.top < room.top - 1 || r.bottom > room.bottom + 1;
    if (room && rects.some(beyond))
      faults.push(`outside its cell: "${show(node.data)}" in ${called(cell)}`);
    for (const rect of rects) texts.push({ rect, node });
  }
  texts.sort((a, b) => a.rect.top - b.rect.top);
  for (let i = 0; i < texts.length; i++) {
    const a = texts[i];
    for (let j = i + 1; j < texts.length && texts[j].rect.top < a.rect.bottom - 3; j++) {
      const b = texts[j];
      if (a.node === b.node) continue;
      const wide = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const high = Math.min(a.rect.bottom, b.rect.bottom) - b.rect.top;
      if (wide > 1 && high > 3) faults.push(`on top of each other: "${show(a.node.data)}" and "${show(b.node.data)}"`);
    }
  }
  return { faults: [...new Set(faults)], texts: texts.length, wide: document.documentElement.scrollWidth - innerWidth };
}"""
"""Texts that are cut off, stick out or overlap; how many lines of text there are; how far the page is too wide.

Whether it is meant for paper is the argument.
"""

SMALL_TARGETS = r"""() => [...document.querySelectorAll('a[href], button, input, select, summary')]
  // the points of a chart lead where the names beside it do
  .filter((el) => !el.closest('.chart') && el.checkVisibility())
  .filter((el) => {
    let block = el;
    while (getComputedStyle(block).display === 'inline' && block !== document.body) block = block.parentElement;
    if (block === el) return true;
    const rest = block.textContent.replace(el.textContent, '').trim();
    return !(el.closest('.prose, p, q') && rest);
  })
  .map((el) => [el.textContent.trim().slice(0, 50), el.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
"""Links that stand by themselves, not in a sentence, and are lower or narrower than 24 px."""

MARKS = r"""() => {
  const clear = (colour) => colour === 'none' || colour === 'transparent' || /^rgba\(.*, 0\)$/.test(colour);
  const backdrop = (el) => {
    for (; el; el = el.parentElement) {
      const colour = getComputedStyle(el).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('svg.mark')].filter((mark) => mark.checkVisibility()).map((mark) => {
    const symbol = document.querySelector(mark.firstElementChild.getAttribute('href'));
    const hollow = symbol.querySelector('.hollow') !== null;
    const style = getComputedStyle(mark);
    const paint = hollow ? style.color : style.fill;
    const box = mark.getBoundingClientRect();
    return { paint, seen: !clear(paint) && paint !== backdrop(mark), size: Math.min(box.width, box.height) };
  });
}"""
"""Of each verdict mark that is shown: its paint, whether that shows against what is behind it, and its size."""

AXE = r"""async () => {
  const found = await axe.run(document, {
    preload: false,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  });
  return {
    passes: found.passes.map((rule) => rule.id),
    violations: found.violations.map((rule) => [rule.id, rule.help, ...rule.nodes.map((node) => node.html)]),
  };
}"""
"""What axe finds, and which rules it found kept."""

SHIFTS = r"""() => {
  const seen = new PerformanceObserver(() => {});
  seen.observe({ type: 'layout-shift', buffered: true });
  return seen.takeRecords().map((shift) => [shift.value, ...shift.sources.map(({ node }) => node?.nodeName)]);
}"""
"""What moved since the page was first painted: how far, and which elements."""

HELD_BACK = r"""() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const plain = (text) => text.trim().replace(/\s+/g, ' ');
  const seen = new Set();
  const held = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const silent = 'script, style, noscript, template, svg title, svg desc';
    if (!node.data.trim() || node.parentElement.closest(silent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()];
    const { visibility } = getComputedStyle(node.parentElement);
    const shown = visibility === 'visible' && rects.some((r) => r.width && r.height);
    if (shown) seen.add(plain(node.data));
    else held.push(plain(node.data));
  }
  return held.filter((text) => !seen.has(text));
}"""
"""Texts that are in the page but not shown, though every `details` is open and though nowhere else on the page."""

_SEEN = r"""
  const clear = (colour) => !colour || colour === 'none' || colour === 'transparent' || /^rgba\(.*, 0\)$/.test(colour);
  const backdrop = (el) => {
    for (; el; el = el.parentElement) {
      const colour = getComputedStyle(el).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const called = (el) => `${el.tagName}.${el.getAttribute('class') ?? ''}`;
"""

REMEMBER_BOXES = (
    r"""() => {"""
    + _SEEN
    + r"""
  window.boxes = [...document.querySelectorAll('body *')].filter((el) => {
    const style = getComputedStyle(el);
    const { width, height } = el.getBoundingClientRect();
    return width && height && !style.display.startsWith('inline') && style.clipPath === 'none'
      && !clear(style.backgroundColor) && style.backgroundColor !== backdrop(el.parentElement);
  });
}"""
)
"""Remembers the blocks that are told apart from what is around them by the colour behind them."""

UNBOUNDED = (
    r"""() => {"""
    + _SEEN
    + r"""
  const drawn = (el) => {
    const style = getComputedStyle(el);
    const edges = ['borderTop', 'borderRight', 'borderBottom', 'borderLeft', 'outline'];
    return edges.some((edge) => style[edge + 'Style'] !== 'none' && parseFloat(style[edge + 'Width'])
      && !clear(style[edge + 'Color']) && style[edge + 'Color'] !== backdrop(el.parentElement));
  };
  return [...new Set(window.boxes.filter((el) => !drawn(el)).map(called))];
}"""
)
"""Of the blocks that were remembered: those whose edge nothing shows now."""

UNPAINTED = (
    r"""() => {"""
    + _SEEN
    + r"""
  const blank = (el) => {
    const style = getComputedStyle(el);
    const behind = backdrop(el.closest('svg'));
    return [style.fill, style.stroke].every((paint) => clear(paint) || paint === behind);
  };
  const shapes = [...document.querySelectorAll('svg:not(.marks) :is(text, path, use, rect, line, circle, polygon)')]
    .filter((el) => !el.closest('defs, clipPath, a'))
    .filter((el) => el.getBoundingClientRect().width + el.getBoundingClientRect().height);
  // a halo or a cover is blank on purpose, a drawing of nothing but those is not
  const drawings = Map.groupBy(shapes, (el) => el.closest('svg'));
  return [...drawings].filter(([, parts]) => parts.every(blank) || parts.some((el) => el.matches('text') && blank(el)))
    .map(([drawing]) => called(drawing));
}"""
)
"""Drawings of which nothing, or not every text, shows against what is behind them."""

MOVING = r"""() => {
  const found = new Set();
  for (const el of document.querySelectorAll('*')) {
    for (const part of ['', '::before', '::after']) {
      const style = getComputedStyle(el, part);
      const slow = (times) => times.split(',').some((time) => parseFloat(time) > 0);
      const changes = slow(style.transitionDuration) || slow(style.transitionDelay);
      if (changes) found.add(`${el.tagName}${part} changes slowly`);
      if (style.animationName !== 'none') found.add(`${el.tagName}${part} is animated`);
      if (!part && style.scrollBehavior === 'smooth') found.add(`${el.tagName} scrolls smoothly`);
    }
  }
  return [...found];
}"""
"""What moves by itself, or takes time to change."""

ON_PAPER = r"""() => {
  const shown = (el) => {
    for (; el; el = el.parentElement) {
      const style = getComputedStyle(el);
      if (style.display === 'none' || style.visibility !== 'visible' || style.clipPath !== 'none') return false;
    }
    return true;
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { parentElement } = node;
    if (!node.data.trim() || parentElement.closest('title, desc, defs, noscript') || !shown(parentElement)) continue;
    const capitals = getComputedStyle(parentElement).textTransform === 'uppercase';
    texts.push(capitals ? node.data.toUpperCase() : node.data);
  }
  const links = [...document.querySelectorAll('main a[href^="http"]')].filter(shown);
  return { texts, sources: links.map((el) => el.getAttribute('href')) };
}"""
"""Every text that a page for paper shows, opened or not, and the address of every source that it names."""

FOCUSED = (
    r"""() => {"""
    + _SEEN
    + r"""
  const el = document.activeElement;
  const faults = [];
  if (el === document.body) return { tag: 'BODY', faults };
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(el);
  const lost = clear(outlineColor) || outlineColor === backdrop(el.parentElement);
  if (outlineStyle !== 'solid' || parseFloat(outlineWidth) < 2 || lost) faults.push('no outline');
  const boxes = [...el.getClientRects()].filter((box) => box.width && box.height);
  const within = (box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!boxes.some(within)) faults.push('out of view');
  // a point that shows must be its own: of a larger box its first corner will do
  const points = boxes.filter(within).flatMap((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    return [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, bottom - 3]];
  });
  const own = ([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (el.contains(hit) || hit.contains(el) && hit.matches('label, summary'));
  };
  if (points.length && !points.some(own)) faults.push('covered');
  const last = window.lastStop;
  window.lastStop = el;
  const further = !last || Boolean(last.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
  return { tag: el.tagName, text: el.textContent.trim().slice(0, 40), faults, further };
}"""
)
"""What has the focus, what keeps a reader from seeing that, and whether it stands behind what had the focus before."""

STOPS = r"""() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
  .filter((el) => el.tabIndex >= 0 && el.checkVisibility({ visibilityProperty: true })).length"""
"""How many places a page has for the tab key."""

IN_VIEW = r"""(el) => {
  const box = el.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""
"""Whether the whole of an element can be seen without scrolling."""

SCROLLERS = r"""() => [...document.querySelectorAll('body *')].filter((el) => {
  const { overflowX } = getComputedStyle(el);
  return (overflowX === 'auto' || overflowX === 'scroll') && el.scrollWidth > el.clientWidth;
})"""
"""The frames that hold more than they show."""
