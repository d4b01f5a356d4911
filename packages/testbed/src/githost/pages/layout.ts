import { Html, html } from './html';

const STYLE = new Html(`
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem;
  padding: 1rem 1.5rem 4rem; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem;
  padding: .5rem 0; }
h1 { font-size: 1.5rem; margin: .5rem 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
a { color: #0969da; text-decoration: none; } a:hover { text-decoration: underline; }
code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { background: var(--soft); border: 1px solid var(--line);
  border-radius: 6px; margin: 0; overflow-x: auto; padding: .75rem; }
pre.body { white-space: pre-wrap; overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; } .muted { opacity: .7; }
.state { border-radius: 1rem; color: #fff; padding: .15rem .7rem; }
.state.open { background: #1a7f37; } .state.merged { background: #8250df; }
.state.closed { background: #cf222e; }
.label { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; }
.actions { display: flex; gap: .5rem; margin: 1.25rem 0; }
button { border: 1px solid var(--line); border-radius: 6px; cursor: pointer;
  font: inherit; padding: .35rem 1rem; }
button.primary { background: #1a7f37; color: #fff; }
button:disabled { cursor: not-allowed; opacity: .5; }
details { margin: .5rem 0; } summary { cursor: pointer; padding: .25rem 0; }
.add { background: #2da44e33; display: block; }
.del { background: #cf222e33; display: block; }
.hunk { display: block; opacity: .6; } .same { display: block; }
`);

/** @internal */
export function layout(title: string, trail: Html, content: Html): string {
  const page = html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>${trail}</header>
        <main>${content}</main>
      </body>
    </html>`;
  return page.markup;
}
