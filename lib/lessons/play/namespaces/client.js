const main = io();
main.on("welcome", (text) => console.log("/", main.id, text));

const news = io("/news");
news.on("headline", (text) => console.log("/news", news.id, text));

const typo = io("/nwes");
typo.on("connect_error", (error) => console.log("/nwes", error.message));
