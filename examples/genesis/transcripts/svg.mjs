// A picture of a terminal, from what the terminal was told: text and the colours of SGR, nothing else.
const CELL = { width: 8.4, height: 17 };
const MARGIN = 14;
const COLOURS = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  36: '#76e3ea',
};
const PLAIN = '#d0d7de';
const DIM = '#8b949e';

/** SVG of lines as `tmux capture-pane -e` gives them. */
export function svgOf(ansi, title) {
  const lines = ansi.split('\n');
  const columns = 80;
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = Math.ceil(lines.length * CELL.height + 2 * MARGIN);
  const rows = lines.map((text, row) => rowOf(text, MARGIN + (row + 0.8) * CELL.height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
${rows.filter(Boolean).join('\n')}
</g>
</svg>
`;
}

function rowOf(text, y) {
  let column = 0;
  let style = {};
  const spans = [];
  // eslint-disable-next-line no-control-regex -- the codes of colours begin with escape
  for (const [, codes, plain] of text.matchAll(/\u001b\[([\d;]*)m|([^\u001b]+)/g)) {
    if (plain === undefined) style = styleAfter(style, codes);
    else {
      if (plain.trim() !== '') spans.push(spanOf(plain, column, style));
      column += [...plain].length;
    }
  }
  return spans.length === 0 ? '' : `<text y="${y.toFixed(1)}">${spans.join('')}</text>`;
}

function spanOf(text, column, { colour = PLAIN, bold = false }) {
  const lead = text.length - text.trimStart().length;
  const shown = text.trim();
  const x = (MARGIN + (column + lead) * CELL.width).toFixed(1);
  const length = ([...shown].length * CELL.width).toFixed(1);
  const weight = bold ? ' font-weight="bold"' : '';
  return `<tspan x="${x}" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${colour}"${weight}>${escaped(shown)}</tspan>`;
}

function styleAfter(before, codes) {
  let style = before;
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) style = {};
    else if (code === 1) style = { ...style, bold: true };
    else if (code === 2) style = { ...style, colour: DIM };
    else if (code === 22) style = { colour: style.colour === DIM ? PLAIN : style.colour };
    else if (code === 39) style = { ...style, colour: PLAIN };
    else if (COLOURS[code]) style = { ...style, colour: COLOURS[code] };
  }
  return style;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
