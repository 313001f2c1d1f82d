using System.Security.Cryptography;

namespace FChat.LoadTests.Servers.Spreed;

/// <summary>The configuration file of one nextcloud-spreed-signaling.</summary>
public static class SpreedConfiguration
{
    /// <summary>
    /// One process that passes its messages on inside itself (without NATS, which several would need) and has one Nextcloud. Debugging pages are on: they are how
    /// garbage can be collected before memory is read, and cost nothing while nobody asks for them.
    /// </summary>
    public static string Of(Uri address, NextcloudBackend backend) => $"""
        [http]
        listen = {address.Authority}

        [app]
        debug = true

        [sessions]
        hashkey = {RandomNumberGenerator.GetHexString(32)}
        blockkey = {RandomNumberGenerator.GetHexString(32)}

        [clients]
        internalsecret = {RandomNumberGenerator.GetHexString(32)}

        [backend]
        backends = load
        timeout = 10
        connectionsperhost = 8

        [load]
        url = {backend.Address}
        secret = {backend.Secret}

        [nats]
        url = :loopback:

        """;
}
