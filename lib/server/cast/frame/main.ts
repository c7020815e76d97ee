import { watchConsole } from './console';
import { watchErrors } from './errors';
import { type Lookup, lookupHere, watchGlobalLibrary, watchLibrary } from './library';
import { openPlaces } from './places';
import { openPost } from './post';
import { putOnWire } from './wire-url';

/** The first script of a client's frame: what it sends goes over the wire, what it does is told to the page. */
const { prefix = '', app = '' } = document.currentScript?.dataset ?? {};
const tell = openPost(app.split(' '));
const places = openPlaces(`${location.origin}${prefix}/`);

putOnWire(prefix);
watchConsole(tell, places);
watchErrors(tell, places);
watchGlobalLibrary(tell);
// The module that stands for `socket.io-client` calls this with its own copy of the library.
Object.assign(globalThis, {
  [Symbol.for('socketscope')](library: { readonly io: Lookup }) {
    watchLibrary(library, tell);
    return lookupHere(library.io);
  },
});
