using FChat.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddFChatStandaloneSilo();

var app = builder.Build();
await app.RunAsync();
