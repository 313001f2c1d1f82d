using FChat.Hosting;
using FChat.Storage.Schema;

const string migrate = "--migrate";

return await StartRefusal.Tell(async () =>
{
    var builder = WebApplication.CreateBuilder([.. args.Where(a => a != migrate)]);
    builder.AddDefaults(ManagementEndpoints.Defaults);
    builder.AddFChatSilo();
    builder.AddJsonLogs();
    builder.AddMeters();
    builder.AddTraces("fchat-silo");

    await using var app = builder.Build();
    if (args.Contains(migrate))
    {
        app.Services.GetRequiredService<DatabaseSchema>().Migrate();
        return;
    }

    app.MapManagement();
    await app.RunAsync();
});
