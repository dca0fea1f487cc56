"""Questions that a test asks of a page in the browser, as scripts."""

from __future__ import annotations

LAYOUT = r"""() => {
  const faults = [];
  const show = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 60);
  const texts = [];
  // what can be opened is looked at open: closed, it takes no room
  for (const each of document.querySelectorAll('details')) each.open = true;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // what a closed details element holds is there and not shown
    if (!node.data.trim() || !node.parentElement.checkVisibility()) continue;
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
            faults.push(`cut off: "${show(node.data)}" by ${el.tagName}.${el.className}`);
        } else if (axis === 'X' && el.scrollWidth > el.clientWidth) {
          scrolls = true;
          if (el.tabIndex < 0) faults.push(`scrolls out of the keyboard's reach: ${el.tagName}.${el.className}`);
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
      faults.push(`wider than its box: "${show(node.data)}" in ${block.tagName}.${block.className}`);
    const cell = block.closest('td, th, .card, .touchpoint, .answer');
    const room = cell && cell.getBoundingClientRect();
    const beyond = (r) => r.left < room.left - 1 || r.right > room.right + 1
      || r.top < room.top - 1 || r.bottom > room.bottom + 1;
    if (room && rects.some(beyond))
      faults.push(`outside its cell: "${show(node.data)}" in ${cell.tagName}.${cell.className}`);
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
"""Texts that are cut off, stick out or overlap; how many lines of text there are; how far the page is too wide."""

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
  return [...document.querySelectorAll('svg.mark')].map((mark) => {
    const symbol = document.querySelector(mark.firstElementChild.getAttribute('href'));
    const hollow = symbol.querySelector('.hollow') !== null;
    const style = getComputedStyle(mark);
    const paint = hollow ? style.color : style.fill;
    const box = mark.getBoundingClientRect();
    return { paint, seen: !clear(paint) && paint !== backdrop(mark), size: Math.min(box.width, box.height) };
  });
}"""
"""Of each verdict mark: what it is painted with, whether that shows against what is behind it, and its size."""

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
