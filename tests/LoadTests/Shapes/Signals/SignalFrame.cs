using FChat.LoadTests.Clients;

namespace FChat.LoadTests.Shapes.Signals;

/// <summary>What stands around the content of a signal in a protocol.</summary>
/// <param name="Head">Before the content.</param>
/// <param name="Tail">Behind it.</param>
/// <param name="Id">The digits in the tail that are overwritten with each signal's number; null: none are.</param>
public sealed record SignalFrame(string Head, string Tail, string? Id)
{
    private const string Digits = "000000000000";

    /// <summary>An invocation of the hub's operation.</summary>
    /// <param name="acknowledged">Whether the service is asked to answer each signal.</param>
    public static SignalFrame OfHub(string call, string target, bool acknowledged)
    {
        var head = $$"""{"arguments":[{"call_session_id":"{{call}}","signal_type":"ice_candidate","signal_data":""";
        var id = acknowledged ? $"\"invocationId\":\"{(char)HubClient.LightId}{Digits}\"," : "";
        var tail = $$"""
            ,"target_user":"{{target}}"}],{{id}}"target":"send_webrtc_signal","type":1}
            """ + (char)HubRecords.Separator;
        return new SignalFrame(head, tail, acknowledged ? Digits : null);
    }
}
