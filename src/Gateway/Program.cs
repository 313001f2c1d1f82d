using FChat.Gateway.Hosting;
using FChat.Hosting;

return await StartRefusal.Tell(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddClusterClient();
    builder.AddFChatGateway();
    await builder.Build().MapFChatGateway().RunAsync();
});
