const me = location.pathname.split("/").at(-2); // alice or bob
const token = me === "alice" ? "open-sesame" : "let-me-in";

const socket = io({ auth: { token } });

socket.on("welcome", (user) => console.log("welcome,", user));
socket.on("connect_error", (error) => {
  console.log("refused:", error.message, "– will it try again?", socket.active);
});
