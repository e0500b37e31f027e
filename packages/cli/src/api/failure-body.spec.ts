import { adviceOf } from './advice-of.js';
import { failureBodyOf } from './failure-body.js';

/** A page of nginx's own, as it is sent. */
function nginxPage(title: string): string {
  return [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx/1.22.1</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
}

function said(status: number, text: string): string {
  return failureBodyOf(new Response(null, { status }), text).message;
}

describe('what something else than Sluice answered', () => {
  it.each([
    [413, '413 Request Entity Too Large'],
    [502, '502 Bad Gateway'],
    [504, '504 Gateway Time-out'],
  ])('is told by the title of its page: %i', (status, title) => {
    expect(said(status, nginxPage(title))).toBe(
      `HTTP ${status} from something that is not Sluice: ${title}`,
    );
  });

  it('is one line, whatever it was', () => {
    expect(said(500, '  first\r\n\r\n  second\n')).toMatch(/: first second$/);
    expect(said(500, '<html><head><title>\n  two\n  lines </title>')).toMatch(/: two lines$/);
    expect(said(500, '<title> </title>')).toMatch(/: <title> <\/title>$/);
  });

  it('is cut where it is long, and left out where there is nothing', () => {
    expect(said(500, `<title>${'x'.repeat(1000)}</title>`)).toHaveLength(
      'HTTP 500 from something that is not Sluice: '.length + 200,
    );
    expect(said(500, '\n')).toBe('HTTP 500 from something that is not Sluice.');
  });

  it.each([
    [401, /credential of its own/],
    [404, /with the path/],
    [413, /client_max_body_size/],
    [502, /overrides file/],
    [503, /overrides file/],
    [504, /proxy_read_timeout/],
  ])('comes with what to do about it: %i', (status, advice) => {
    const body = failureBodyOf(new Response(null, { status }), nginxPage('x'));
    expect(adviceOf(status, body)).toMatch(advice);
  });
});
