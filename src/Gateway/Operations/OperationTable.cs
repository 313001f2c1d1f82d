using System.Collections.Frozen;
using System.Collections.Immutable;

namespace FChat.Gateway.Operations;

/// <summary>Every operation of the protocol, by its wire name.</summary>
internal static class OperationTable
{
    private const int LongestName = 64;

    /// <summary>All, in the protocol's order.</summary>
    public static ImmutableArray<Operation> All { get; } =
    [
        .. CallOperations.All, .. InCallOperations.All, .. MediaOperations.All, .. PresenceOperations.All, .. RoomOperations.All, .. OperatorOperations.All,
    ];

    /// <summary>What f_chat's clients call <c>send_webrtc_signal</c> on their WebSocket; accepted on the hub only.</summary>
    public const string HubSignalAlias = "call_signal";

    private static readonly FrozenDictionary<string, Operation> ByName = All.ToFrozenDictionary(operation => operation.Name);

    private static readonly FrozenDictionary<string, Operation> ByHubName = All
        .Append(ByName["send_webrtc_signal"])
        .Zip(All.Select(operation => operation.Name).Append(HubSignalAlias))
        .ToFrozenDictionary(entry => entry.Second, entry => entry.First);

    /// <summary>The operation of that name, or null.</summary>
    public static Operation? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The operation that the hub has under that name, or null.</summary>
    public static Operation? FindOnHub(ReadOnlySpan<char> name) =>
        name.Length <= LongestName && ByHubName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var operation) ? operation : null;
}
