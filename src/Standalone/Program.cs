using FChat.Gateway.Hosting;
using FChat.Hosting;
using FChat.Standalone;

return await StartRefusal.Tell(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddDefaults([.. StandaloneDefaults.For(builder.Configuration, builder.Environment)]);
    builder.AddFChatStandaloneSilo();
    builder.AddFChatGateway();
    builder.AddJsonLogs();
    builder.AddTraces("fchat");
    WatchdogAtStart.AddTo(builder);

    var app = builder.Build();
    app.MapFChatGateway();
    app.AnnounceAddresses();
    await app.RunAsync();
}, SiloStartRefusal.ReasonOf);
