'use client';

import { useState } from 'react';
import type { LineMark } from '@/lib/state/line-marks';
import { CodeEditor, type Problem } from '../code/code-editor';
import { Exhibit, Room } from './exhibit';

const nothing = () => undefined;

const SERVER = `import { Server } from "socket.io";

const io = new Server(3000, { pingInterval: 10_000, pingTimeout: 5_000 });

io.on("connection", (socket) => {
  socket.on("hello", (name, ack) => ack(\`Hello \${name}, over \${socket.conn.transport.name}, which is a long line\`));
});
`;
const mark = (line: number, text: string, lit: LineMark['lit']): LineMark => ({
  line,
  text,
  title: `Line ${line}: ${text}`,
  lit,
});
const MARKS = [mark(3, '#3', undefined), mark(5, '→ #7 ×2', 'heard'), mark(6, '#9 ×4 →', 'sent')];

/** The editor, with what stands beside the lines and what is wrong in them. */
export function EditorViews() {
  return (
    <Room title="Editor">
      <div className="grid gap-6 md:grid-cols-2">
        <Exhibit title="As it is written" height={220}>
          <Editor file="server.js" source={SERVER} />
        </Exhibit>
        <Exhibit title="What its lines did, and what the selected entry has to do with them" height={220}>
          <Editor file="server-run.js" source={SERVER} marks={MARKS} />
        </Exhibit>
        <Exhibit title="A mistake, at its place" height={160}>
          <Editor
            file="wrong.js"
            source={'const socket = io();\nsocket.emit("hello", ;\n'}
            problems={[{ line: 2, column: 22, message: 'Unexpected token' }]}
          />
        </Exhibit>
        <Exhibit title="A page, in a narrow place" height={160} width={260}>
          <Editor
            file="index.html"
            source={'<h1>Chat</h1>\n<form><input name="text" autocomplete="off"></form>\n'}
          />
        </Exhibit>
      </div>
    </Room>
  );
}

interface EditorProps {
  readonly file: string;
  readonly source: string;
  readonly problems?: readonly Problem[];
  readonly marks?: readonly LineMark[];
}

function Editor({ source, problems = NONE, marks = NONE, file }: EditorProps) {
  const [text, setText] = useState(source);
  return (
    <CodeEditor
      file={file}
      source={text}
      problems={problems}
      marks={marks}
      ran={NONE}
      onChange={setText}
      onMark={nothing}
    />
  );
}

const NONE: readonly never[] = [];
