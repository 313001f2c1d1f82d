namespace FChat.Media;

/// <summary>Whose room it shall be.</summary>
/// <param name="Call">The call. Never shown to a browser by the media server, and read by operators in its list of rooms.</param>
/// <param name="Generation">Which of the call's rooms, 1 or greater: a call that was moved has another room.</param>
public sealed record SfuRoomRequest(string Call, long Generation);
