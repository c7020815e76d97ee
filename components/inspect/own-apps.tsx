/** How to get at the traffic of one's own app. */
export function OwnApps() {
  return (
    <div className="prose text-[13.5px] [&_pre]:whitespace-pre-wrap">
      <h3 className="mb-1.5 font-medium text-ink">From Chrome, as a HAR</h3>
      <ol>
        <li>
          Open DevTools, <em>Network</em>, before the app connects, and reload the page: a connection that was
          open before is not in it.
        </li>
        <li>Let happen what you want to see.</li>
        <li>
          Press <em>Export HAR</em> (the arrow down in the toolbar). Cookies and authorization are left out,
          unless a setting of DevTools allows HARs with sensitive data and you choose one.
        </li>
        <li>Drop the file here. It stays in this page: nothing is uploaded.</li>
      </ol>
      <p>
        WebSocket messages are in it whole, in <code>_webSocketMessages</code>, with their times. What a HAR
        does not have: the frames with their headers and masks, pings of WebSocket itself, when connections
        closed, and bodies of answers that Chrome had already let go. Other browsers may leave the messages
        out.
      </p>
      <h3 className="mb-1.5 font-medium text-ink">From a test with Playwright, as a HAR</h3>
      <pre>
        <code>{"browser.newContext({ recordHar: { path: 'app.har', content: 'embed' } })"}</code>
      </pre>
      <p>
        The file is written when the context is closed. Without <code>embed</code> bodies and WebSocket
        messages are left out.
      </p>
      <h3 className="mb-1.5 font-medium text-ink">From a log, as text</h3>
      <p>
        One packet a line, with <code>&gt;</code> for the client’s and <code>&lt;</code> for the server’s, is
        enough: paste it anywhere on this page. A time may stand before it, as in <code>12:00:01.250</code>.
      </p>
      <pre>
        <code>{'> 40/admin,{"token":"x"}\n< 40/admin,{"sid":"Q5pM"}\n> 420["add",2,3]\n< 430[5]'}</code>
      </pre>
      <h3 className="mb-1.5 font-medium text-ink">In the terminal</h3>
      <p>The same reading, without a browser; a HAR, a capture or text, also from a pipe:</p>
      <pre>
        <code>
          {
            'npx socketscope dissect app.har\nnpx socketscope dissect app.har --json\ngrep … app.log | npx socketscope dissect -'
          }
        </code>
      </pre>
    </div>
  );
}
