namespace FChat.Telemetry;

/// <summary>Names under which this service shows itself to metrics and traces.</summary>
public static class TelemetryNames
{
    /// <summary>The meter, and the activity source.</summary>
    public const string FChat = "FChat";
}
