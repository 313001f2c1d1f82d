using System.Diagnostics.Metrics;

namespace FChat.Ledger;

/// <summary>Meters that nobody listens to.</summary>
internal sealed class NoMeters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options.Name);

    public void Dispose() => GC.SuppressFinalize(this);
}
