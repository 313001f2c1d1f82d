using FChat.Gateway.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddClusterClient();
builder.AddFChatGateway();
await builder.Build().MapFChatGateway().RunAsync();
