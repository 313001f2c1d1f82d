using FChat.Dashboard;
using FChat.Hosting;
using FChat.Storage.Schema;

const string migrate = "--migrate";

return await StartRefusal.Tell(async () =>
{
    var builder = WebApplication.CreateBuilder([.. args.Where(a => a != migrate)]);
    builder.AddDefaults(ManagementEndpoints.Defaults);
    builder.AddFChatSilo();
    builder.AddOperatorDashboard();
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
    app.MapOperatorDashboard();
    await app.RunAsync();
}, SiloStartRefusal.ReasonOf);
