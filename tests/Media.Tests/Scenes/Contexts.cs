using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FChat.Scenes;

/// <summary>What talks to Janus, without a host.</summary>
internal static class Contexts
{
    public static JanusContext Of(MediaOptions options, TimeProvider time, ILogger<JanusSfu> log)
    {
        var settings = new MediaSettings(Options.Create(options), new OptionsFactory<MediaOptions>([], []), [], log);
        return new JanusContext(settings, new SfuInstruments(new Meters()), time, log);
    }

    public static MediaNode NodeOf(JanusServer server) => new() { Name = "raw", Url = server.Url, ApiSecret = server.ApiSecret, AdminKey = server.AdminKey };

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
