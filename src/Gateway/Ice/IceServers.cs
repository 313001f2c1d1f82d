using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FChat.Gateway.Wire;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Ice;

/// <summary>Makes each user's list of servers. Credentials hold for a time: https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00.</summary>
internal sealed class IceServers(IOptions<IceOptions> options, TimeProvider time)
{
    /// <summary>The servers for one user, from now.</summary>
    public ImmutableArray<IceServer> For(UserId user) => [.. options.Value.Servers.Select(server => Make(server, user))];

    /// <summary>Which of the ways to a peer a browser may use, in the words of <c>RTCConfiguration</c>; null: all.</summary>
    public string? TransportPolicy => options.Value.RelayOnly ? "relay" : null;

    private IceServer Make(IceServerOptions server, UserId user)
    {
        if (server.Secret is not { } secret)
        {
            return new IceServer([.. server.Urls], server.Username, server.Credential, Ttl: null);
        }

        var lifetime = options.Value.CredentialLifetime;
        var until = (time.GetUtcNow() + lifetime).ToUnixTimeSeconds();
        var name = string.Create(CultureInfo.InvariantCulture, $"{until}:{user.Value}");
        return new IceServer([.. server.Urls], name, KeyOf(secret, name), (long)lifetime.TotalSeconds);
    }

    [SuppressMessage("Security", "CA5350", Justification = "TURN servers take HMAC-SHA1 here; its strength rests on the secret, not on SHA-1's collisions.")]
    private static string KeyOf(string secret, string name) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(name)));
}
