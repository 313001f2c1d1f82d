namespace FChat.Telemetry;

/// <summary>Names under which this service shows itself to metrics and traces.</summary>
public static class TelemetryNames
{
    /// <summary>The meter of what grains and silos count, and the source of all spans.</summary>
    public const string FChat = "FChat";

    /// <summary>The meter of what gateways count.</summary>
    public const string Gateway = "FChat.Gateway";

    /// <summary>Span attribute: the call.</summary>
    public const string CallId = "fchat.call.id";

    /// <summary>Span attribute: a person. Shown hashed, unless configured otherwise.</summary>
    public const string User = "fchat.user";

    /// <summary>Span attribute: what an operation or a call came to.</summary>
    public const string Outcome = "fchat.outcome";
}
