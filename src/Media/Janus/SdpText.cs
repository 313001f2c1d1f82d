namespace FChat.Media.Janus;

/// <summary>Text of clients, looked at before Janus gets it. Its JSON parser refuses a whole message for a NUL in it, and answers to none.</summary>
internal static class SdpText
{
    /// <summary>What is said of a description that has what no description has.</summary>
    public static SfuRefusal Refusal { get; } = new(SfuFault.BadDescription, "a description with control characters");

    /// <summary>Whether a description (RFC 8866) has no control characters but ends of lines and tabs.</summary>
    public static bool IsDescription(string sdp) => !sdp.Any(one => one < ' ' && one is not ('\r' or '\n' or '\t'));

    /// <summary>Whether a text of one line has none at all.</summary>
    public static bool IsLine(string? text) => !text.AsSpan().ContainsAnyInRange('\0', '\u001f');
}
