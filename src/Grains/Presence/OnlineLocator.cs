using System.Collections.Immutable;
using FChat.Gateways;

namespace FChat.Presence;

/// <summary>Asks the shards of the online list who of some people has a device, and where.</summary>
internal static class OnlineLocator
{
    /// <summary>The entries of those who have a device. Asks up to <see cref="GrainKeys.OnlineShards"/> shards at once.</summary>
    public static async Task<ImmutableArray<OnlineEntry>> Locate(this IGrainFactory grains, IEnumerable<UserId> users)
    {
        var asked = users.GroupBy(GrainKeys.ShardOf).Select(part => grains.OnlineShard(part.Key).Locate([.. part]));
        var found = await Task.WhenAll(asked);
        return found is [var only] ? only : [.. found.SelectMany(entries => entries)];
    }

    /// <summary>Sends an event to people where they were found: one envelope for each of their gateways.</summary>
    public static void SendTo(this IGatewayLinks links, IEnumerable<OnlineEntry> located, ServiceEvent content)
    {
        var audiences = new Dictionary<GatewayId, ImmutableArray<UserId>.Builder>();
        foreach (var entry in located)
        {
            foreach (var gateway in entry.Gateways)
            {
                if (!audiences.TryGetValue(gateway, out var users))
                {
                    audiences[gateway] = users = ImmutableArray.CreateBuilder<UserId>();
                }

                users.Add(entry.Presence.User);
            }
        }

        foreach (var (gateway, users) in audiences)
        {
            links.Send(gateway, Envelope.To(new UsersAudience(users.ToImmutable(), null), content));
        }
    }
}
