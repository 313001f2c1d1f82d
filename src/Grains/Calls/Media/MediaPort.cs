using FChat.Core.Calls;

namespace FChat.Calls.Media;

/// <summary>What the call's media needs of the call.</summary>
/// <param name="Call">The call as everybody may know it.</param>
/// <param name="Apply">Has the call decide about what the media server did.</param>
/// <param name="Signal">Tells a participant's device.</param>
internal sealed record MediaPort(CallId Id, Func<CallState> Call, Func<ServiceCommand, Task> Apply, Action<UserId, WebRtcSignal> Signal);
