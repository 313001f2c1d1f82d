using FChat.Hosting;

namespace FChat.Gateway.Audit;

/// <summary>How people are named in what the service writes of them: by a hash, the same in traces and here, unless <c>Telemetry:ShowIds</c> says otherwise.</summary>
internal sealed class HiddenIds(IConfiguration configuration)
{
    private readonly TelemetryOptions options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();

    /// <summary>The id, or its hash.</summary>
    public string Of(UserId user) => options.ShowIds ? user.Value : HashedId.Of(options.HashKey ?? "", user.Value);
}
