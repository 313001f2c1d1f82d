using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using FChat.Gateway.Operations;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;
using FChat.Gateway.Tests.Service;
using Microsoft.Extensions.Logging;

namespace FChat.Gateway.Tests.Security;

/// <summary>Every operation by every kind of caller, against the whole service.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private const int AtOnce = 6;
    private readonly RunningService service = new(LogLevel.Warning, [.. UnlimitedGateway.NoLimits, ("Auth:Audience", World.Audience), ("Sqlite:Durability", "Normal")]);

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static (string Caller, string? Token)[] Turned =>
    [
        ("no token", null),
        ("expired", Tokens.For("host", role: "ops", audience: World.Audience, until: Now.AddMinutes(-5))),
        ("forged", Tokens.For("host", role: "ops", audience: World.Audience, key: "another key that is just as long as ours")),
        ("other audience", Tokens.For("host", role: "ops", audience: "mail")),
        ("no audience", Tokens.For("host", role: "ops")),
    ];

    public ValueTask InitializeAsync() => service.InitializeAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public void The_table_has_a_line_for_every_operation_and_a_cell_for_every_caller()
    {
        Assert.Equal(OperationTable.All.Select(operation => operation.Name).Order(), AccessTable.Rows.Keys.Select(key => key.Split('(')[0]).Distinct().Order());
        Assert.All(AccessTable.Rows.Values, cells => Assert.Equal(AccessTable.Callers.Length, cells.Length));
    }

    [Theory]
    [InlineData("HTTP")]
    [InlineData("hub")]
    public async Task Every_caller_is_answered_as_the_table_says_by_either_door(string door)
    {
        var differences = new ConcurrentQueue<string>();
        var cells = AccessTable.Cells.ToList();
        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (cell, _) =>
        {
            var world = await World.Make(service.Http);
            var found = await (door == "hub" ? world.AskByHub(service.Address, cell) : world.Ask(cell));
            if (found != cell.Expected)
            {
                differences.Enqueue($"{cell.Operation.Name}({string.Join(',', cell.Fields)}) by {cell.Caller}: expected {cell.Expected}, was {found}");
            }
        });

        Assert.True(differences.IsEmpty, string.Join('\n', differences));
        Assert.Empty(service.Logs.Errors);
        Counts.Tell("access matrix", $"{cells.Count} answers by {door}: {OperationTable.All.Length} operations by {AccessTable.Callers.Length} callers");
    }

    [Fact]
    public async Task Who_has_no_token_that_holds_is_turned_away_from_everything()
    {
        foreach (var (caller, token) in Turned)
        {
            foreach (var operation in OperationTable.All)
            {
                var (status, reply) = await service.Http.Ask(operation.IsRead ? HttpMethod.Get : HttpMethod.Post, token, $"f_chat.{operation.Name}", null);
                Assert.Equal((caller, operation.Name, HttpStatusCode.Unauthorized, "unauthenticated"), (caller, operation.Name, status, reply.Code));
            }

            await Assert.ThrowsAsync<WebSocketException>(() => HubClient.Open(service.Address, token ?? ""));
        }

        Counts.Tell("access matrix", $"{Turned.Length * OperationTable.All.Length} refusals: {OperationTable.All.Length} operations by {Turned.Length} callers without a token that holds");
    }
}
