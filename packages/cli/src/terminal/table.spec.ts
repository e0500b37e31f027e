import { createPaint } from './paint.js';
import { tableLines } from './table.js';
import type { Cell } from './text.js';

const plain = createPaint(false);
const red = createPaint(true).red;
const lines = (rows: Cell[][], columns: number | null): string[] =>
  tableLines(['key', 'what'], rows, { columns, header: plain.dim }).map(({ ansi }) => ansi);

describe('tableLines', () => {
  it('aligns wide characters and colours by what they take on the screen', () => {
    const shown = lines(
      [
        ['日本', 'a'],
        [red('ab'), 'b'],
      ],
      80,
    );
    expect(shown).toEqual(['key   what', '日本  a', '\u001b[31mab\u001b[39m    b']);
  });

  it('cuts prose before keys, and ends a colour that it cuts', () => {
    const [, row] = lines([['a_key_of_twenty_chars', red('a long description of it')]], 40);
    expect(row).toBe('a_key_of_twenty_chars  \u001b[31ma long descripti…\u001b[39m');
  });

  it('is a block per row where the columns do not fit a narrow terminal', () => {
    const rows = [
      [red('checkout'), 'a long description'],
      ['chat', ''],
    ];
    expect(lines(rows, 18)).toEqual(['\u001b[31mcheckout\u001b[39m', '  what  a long de…', 'chat']);
  });

  it('has no header, no padding and one line per row where there is no terminal', () => {
    expect(
      lines(
        [
          ['a', 'x\ty\nz'],
          ['bb', null],
        ],
        null,
      ),
    ).toEqual(['a\tx\\ty\\nz', 'bb\t']);
  });
});
