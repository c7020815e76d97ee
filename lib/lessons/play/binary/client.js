const bytes = Uint8Array.of(0x53, 0x6f, 0x63, 0x6b, 0x65, 0x74);

// Two connections of their own, so that the same bytes travel both ways.
for (const transport of ["polling", "websocket"]) {
  const socket = io({ transports: [transport], forceNew: true });

  socket.on("connect", async () => {
    const { backwards } = await socket.emitWithAck("bytes", bytes);
    console.log(new TextDecoder().decode(backwards), "over", transport);
  });
}
