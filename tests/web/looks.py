"""What a page looks like to weak eyes: the contrast of every text with what is behind it."""

CONTRAST = """
const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const colour = (text) => {
  const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
  return {rgb: [r, g, b], a};
};
function behind(node) {
  for (; node; node = node.parentElement) {
    const {rgb, a} = colour(getComputedStyle(node).backgroundColor);
    if (a === 1) return rgb;
  }
  return [255, 255, 255];
}
const faint = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  const style = getComputedStyle(node);
  if (!walker.currentNode.data.trim() || !node.getClientRects().length || node.closest("svg")) continue;
  const [a, b] = [light(colour(style.color).rgb), light(behind(node))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) faint.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 12)}`);
}
return [...faint];
"""
"""A script for the browser: texts whose contrast is below 4.5:1 (WCAG 2.2, 1.4.3), pictures' own texts aside."""
