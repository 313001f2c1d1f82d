using System.Text.Json;

namespace FChat.Browsing;

/// <summary>The way that media takes between two pages: the candidate pair that ICE has chosen (RFC 8445).</summary>
/// <param name="Local">The type of this page's candidate: <c>host</c>, <c>srflx</c>, <c>prflx</c> or <c>relay</c>.</param>
/// <param name="Remote">The type of the other's.</param>
/// <param name="Server">The TURN server of this page's candidate, if it is of one.</param>
/// <param name="Fragment">Names the round of ICE that it was found in.</param>
/// <param name="Username">The TURN user name that the next round will be made with.</param>
internal sealed record Route(string Local, string Remote, string? Server, string? Fragment, string? Username)
{
    private const string Look = """
        async (peer) => {
          const connection = window.FChatDiagnostics.peers()[peer];
          if (!connection) return null;
          const stats = [...(await connection.getStats()).values()];
          const one = (id) => stats.find((s) => s.id === id);
          const pair = one(stats.find((s) => s.type === "transport")?.selectedCandidatePairId);
          if (!pair) return null;
          const local = one(pair.localCandidateId);
          const remote = one(pair.remoteCandidateId);
          const username = connection.getConfiguration().iceServers[0]?.username;
          return JSON.stringify({ Local: local.candidateType, Remote: remote.candidateType, Server: local.url, Fragment: local.usernameFragment, Username: username });
        }
        """;

    /// <summary>When the TURN credential ends.</summary>
    public DateTimeOffset CredentialEnd => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Username!.Split(':')[0], null));

    /// <summary>The user's way to somebody, once there is one that satisfies.</summary>
    public static async Task<Route> OfAsync(User user, User peer, Func<Route, bool>? satisfies = null) =>
        (await Until.AnswerAsync(() => LookAsync(user, peer), route => route is not null && satisfies?.Invoke(route) != false, Patience.ForMedia))!;

    /// <summary>Whether it goes through one TURN server or two and nothing else is possible.</summary>
    public bool IsRelayed => (Local, Remote) == ("relay", "relay");

    private static async Task<Route?> LookAsync(User user, User peer) =>
        await user.Page.EvaluateAsync<string?>(Look, peer.Id) is { } route ? JsonSerializer.Deserialize<Route>(route) : null;
}
