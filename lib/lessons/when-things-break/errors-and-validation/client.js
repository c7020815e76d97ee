const socket = io({ transports: ["websocket"] });

async function order(what) {
  try {
    const asked = socket.timeout(1500).emitWithAck("order", what);
    console.log(what, await asked);
  } catch (error) {
    console.log(what, error.message);
  }
}

socket.once("connect", async () => {
  await order({ dish: "soup", count: 2 });
  await order({ count: 1 });
  await order({ dish: "soup", count: -100 });
});
