using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace FChat.Gateway.Delivery;

/// <summary>The gateway's open connections, by their id and by their user. An entry lives as long as its socket.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<ConnectionId, Connection> byId = new();
    private readonly ConcurrentDictionary<UserId, ImmutableArray<Connection>> byUser = new();
    private readonly TaskCompletionSource emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isClosing;

    /// <summary>How many there are.</summary>
    public int Count => byId.Count;

    /// <summary>Every connection.</summary>
    public IEnumerable<Connection> All => byId.Select(entry => entry.Value);

    /// <summary>Every user with a connection.</summary>
    public IEnumerable<UserId> Users => byUser.Select(entry => entry.Key);

    /// <summary>A connection, or null.</summary>
    public Connection? Find(ConnectionId id) => byId.GetValueOrDefault(id);

    /// <summary>A user's connections.</summary>
    public ImmutableArray<Connection> Of(UserId user) => byUser.TryGetValue(user, out var all) ? all : [];

    /// <summary>Ends when the last connection has gone. To be asked for when no new ones are taken in.</summary>
    public Task Emptied()
    {
        isClosing = true;
        EndIfEmpty();
        return emptied.Task;
    }

    /// <summary>Takes a connection in, unless its user has as many as allowed.</summary>
    public bool TryAdd(Connection connection, int most)
    {
        var user = connection.Caller.User;
        while (true)
        {
            var all = Of(user);
            if (all.Length >= most)
            {
                return false;
            }

            if (all.IsEmpty ? byUser.TryAdd(user, [connection]) : byUser.TryUpdate(user, all.Add(connection), all))
            {
                byId[connection.Id] = connection;
                return true;
            }
        }
    }

    /// <summary>Takes a connection out.</summary>
    public void Remove(Connection connection)
    {
        byId.TryRemove(connection.Id, out _);
        var user = connection.Caller.User;
        while (byUser.TryGetValue(user, out var all))
        {
            var rest = all.Remove(connection);
            if (rest.IsEmpty ? byUser.TryRemove(new(user, all)) : byUser.TryUpdate(user, rest, all))
            {
                break;
            }
        }

        EndIfEmpty();
    }

    private void EndIfEmpty()
    {
        if (isClosing && byId.IsEmpty)
        {
            emptied.TrySetResult();
        }
    }
}
