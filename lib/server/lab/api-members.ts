import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { AnyNode } from 'acorn';
import { childrenOf } from '@/lib/program/children';
import { parseFile } from '@/lib/program/syntax';

/*
 * The members that the type definitions of a package name, and those of them that a program uses. A
 * program is not type-checked: its variables are taken for what their names say (`io`, `nsp`, `socket`,
 * `remote`), and what a member gives is read from its definition.
 */

export interface Api {
  /** `Class.member`, and `options.name` for what the server is given. */
  readonly members: readonly string[];
  /** The class that a member gives, where it gives one; by `Class.member`. */
  readonly gives: ReadonlyMap<string, string>;
}

const CLASSES: { readonly [name: string]: string } = {
  Server: 'index',
  Namespace: 'namespace',
  Socket: 'socket',
  BroadcastOperator: 'broadcast-operator',
  RemoteSocket: 'broadcast-operator',
};
const OPTIONS = 'options';
/** What needs a server that is not HTTP, or the internals of another library. */
const NOT_IN_A_LAB = new Set(['Server.attachApp', 'options.wsEngine', 'options.uws']);

const VARIABLES: { readonly [name: string]: string } = {
  io: 'Server',
  byHand: 'Server',
  other: 'Server',
  nsp: 'Namespace',
  socket: 'Socket',
  remote: 'RemoteSocket',
};

export function apiOf(types: string): Api {
  const gives = new Map<string, string>();
  const members = new Set<string>();
  const add = (owner: string, block: string) => {
    for (const [name, given] of membersOf(block)) {
      const member = `${owner}.${name}`;
      if (NOT_IN_A_LAB.has(member)) continue;
      members.add(member);
      const known = given === 'this' ? owner : given;
      if (known in CLASSES) gives.set(member, known);
    }
  };
  for (const [name, file] of Object.entries(CLASSES))
    add(name, blockOf(readFileSync(join(types, `${file}.d.ts`), 'utf8'), `class ${name}<`));
  add(OPTIONS, blockOf(readFileSync(join(types, 'index.d.ts'), 'utf8'), 'interface ServerOptions '));
  const engine = createRequire(join(types, 'index.js')).resolve('engine.io');
  const options = readFileSync(join(dirname(engine), 'server.d.ts'), 'utf8');
  for (const name of ['AttachOptions', 'ServerOptions']) add(OPTIONS, blockOf(options, `interface ${name} `));
  return { members: [...members], gives };
}

/** From the head of a class to the brace that stands alone. */
function blockOf(text: string, head: string): string {
  const start = text.indexOf(head);
  if (start < 0) throw new Error(`The definitions have no “${head}”`);
  return text.slice(start, text.indexOf('\n}', start));
}

const MEMBER = /^ {4}(?:readonly |get )*(\w+)\??(?:<.*?>)?(?:\(|: )/;
const HIDDEN = /^ {4}(?:private|protected|static|set|constructor|_|\[)/;

function membersOf(block: string): [name: string, given: string][] {
  return block.split('\n').flatMap((line): [string, string][] => {
    const [, name] = MEMBER.exec(line) ?? [];
    if (name === undefined || HIDDEN.test(line) || /^_|constructor/.test(name)) return [];
    const [, given = ''] = /: (?:import\(".*?"\)\.)?(\w+)(?:<.*>)?;$/.exec(line) ?? [];
    return [[name, given]];
  });
}

export function apiUsed({ members, gives }: Api, programs: readonly string[]): ReadonlySet<string> {
  const known = new Set(members);
  const used = new Set<string>();
  const note = (owner: string | undefined, name: string) => {
    const member = `${owner}.${name}`;
    if (known.has(member)) used.add(member);
    return gives.get(member);
  };

  /** The class of what an expression gives. */
  const classOf = (node: AnyNode): string | undefined => {
    switch (node.type) {
      case 'Identifier':
        return VARIABLES[node.name];
      case 'CallExpression':
        return node.callee.type === 'Super' ? undefined : classOf(node.callee);
      case 'AwaitExpression':
        return classOf(node.argument);
      case 'MemberExpression':
        return node.property.type === 'Identifier'
          ? note(classOf(node.object), node.property.name)
          : undefined;
      default:
        return undefined;
    }
  };
  const visit = (node: AnyNode): void => {
    classOf(node);
    // const { conn, client } = socket;
    if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init) {
      const owner = classOf(node.init);
      for (const property of node.id.properties)
        if (property.type === 'Property' && property.key.type === 'Identifier')
          note(owner, property.key.name);
    }
    // new Server(server, { … }), require('socket.io')(3000, { … }), io.attach(server, { … })
    if (node.type === 'NewExpression' || node.type === 'CallExpression') {
      const last = node.arguments.at(-1);
      for (const property of last?.type === 'ObjectExpression' ? last.properties : [])
        if (property.type === 'Property' && property.key.type === 'Identifier')
          note(OPTIONS, property.key.name);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  for (const program of programs) {
    const syntax = parseFile('server.js', program);
    if (syntax.ok) visit(syntax.ast);
  }
  return used;
}
