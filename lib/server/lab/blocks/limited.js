// Counts what each sender says, with nothing but the language and its timers.
const EventEmitter = require('events');
const { setTimeout: wait } = require('timers/promises');
const { Server } = require('socket.io');

class Meter extends EventEmitter {
  #counts = new Map();
  count(who) {
    const count = (this.#counts.get(who) ?? 0) + 1;
    this.#counts.set(who, count);
    if (count > 3) this.emit('over', who, count);
    return count <= 3;
  }
  forget = () => this.#counts.clear();
}

const meter = new Meter();
const io = new Server(3000);
meter.on('over', (who, count) => io.to(who).emit('slow down', count));
io.on('connection', (socket) => {
  socket.on('say', async (text, ack) => {
    if (!meter.count(socket.id)) return;
    await wait(1);
    ack(text.toUpperCase());
  });
});
const timer = setInterval(meter.forget, 60_000);
timer.unref();
