import { openCommands } from './commands';
import { watchConsole } from './console';
import { watchErrors } from './errors';
import { followLater } from './later';
import { lookupHere, openLibraryWatch } from './library';
import type { Lookup } from './library-parts';
import { openLines } from './lines';
import { openPlaces } from './places';
import { openPost } from './post';
import type { FrameProgram } from './program';
import { watchQueue } from './queued';
import { openSockets } from './sockets';
import { putOnWire } from './wire-url';

/** Put before this script when it is served. */
declare const socketscopeProgram: FrameProgram;

/** The first script of a client's frame: what it sends goes over the wire, what it does is told to the page. */
const { prefix = '', app = '' } = document.currentScript?.dataset ?? {};
const post = openPost(app.split(' '));
const { tell } = post;
const places = openPlaces(`${location.origin}${prefix}/`, socketscopeProgram);
const sockets = openSockets(post.tellSockets);
post.onCommand = openCommands(sockets, post.tellDone);

putOnWire(prefix);
watchQueue(prefix, tell);
const lines = openLines(socketscopeProgram);
followLater(lines);
watchConsole(tell, places);
watchErrors(tell, places);
const library = openLibraryWatch({ lines, tell, onSocket: sockets.note });
library.watchGlobal();
// The module that stands for `socket.io-client` calls this with its own copy of the library.
Object.assign(globalThis, {
  [Symbol.for('socketscope')](copy: { readonly io: Lookup }) {
    library.watch(copy);
    return lookupHere(copy.io);
  },
});
