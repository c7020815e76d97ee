const me = location.pathname.split("/").at(-2); // alice or bob
let seen = 0;

async function listen() {
  for (;;) {
    const answer = await fetch(`/news?after=${seen}`);
    const news = await answer.json();
    seen += news.length;
    news.forEach((line) => console.log(line));
  }
}
listen();

let n = 0;
setInterval(() => {
  fetch("/say", { method: "POST", body: `${me} ${++n}` });
}, me === "alice" ? 2000 : 3000);
