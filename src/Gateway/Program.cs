using FChat.Gateway.Hosting;
using FChat.Hosting;

return await StartRefusal.Tell(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddClusterClient();
    builder.AddFChatGateway();
    builder.AddJsonLogs();
    builder.AddTraces("fchat-gateway");
    await builder.Build().MapFChatGateway().RunAsync();
});
