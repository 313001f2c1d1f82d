using System.Globalization;
using System.Text.Json.Nodes;
using FChat.Gateway.Operations;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests.Security;

/// <summary>
/// A room with a call that goes on, and everybody who may stand in some relation to them. The host and the participant are in the call, the invitee's devices ring, the
/// owner and the member could join; the former member was put out of the room; the stranger and the operator were never in it.
/// </summary>
internal sealed class World
{
    /// <summary>Whom tokens are for.</summary>
    public const string Audience = "fchat";

    private static int made;
    private readonly HttpClient http;
    private readonly string name = (Interlocked.Increment(ref made)).ToString(CultureInfo.InvariantCulture);
    private string room = "";
    private string call = "";

    private World(HttpClient http) => this.http = http;

    /// <summary>Makes a new one, with people of its own.</summary>
    public static async Task<World> Make(HttpClient http)
    {
        var world = new World(http);
        string[] members = ["host", "participant", "invitee", "member", "former", "other"];
        world.room = (string)(await world.Do("owner", "create_room", $$"""{"room_name":"Team","members":[{{world.List(members)}}]}"""))!["room_id"]!;
        await world.Do("owner", "remove_room_member", $$"""{"room_id":"{{world.room}}","user":"{{world.Id("former")}}"}""");
        await world.Do("owner", "send_message", $$"""{"room_id":"{{world.room}}","content":"hello"}""");
        world.call = (string)(await world.Do("host", "initiate_call", $$"""{"room_id":"{{world.room}}","call_type":"Audio","participants":[{{world.List("participant", "invitee")}}]}"""))!["call_session_id"]!;
        await world.Do("host", "join_call", $$"""{"call_session_id":"{{world.call}}"}""");
        await world.Do("participant", "join_call", $$"""{"call_session_id":"{{world.call}}"}""");
        return world;
    }

    /// <summary>A token that holds.</summary>
    public string TokenOf(string caller) => Tokens.For(Id(caller), role: caller == "ops" ? "ops" : null, audience: Audience);

    /// <summary>The word for what an operation answers to a caller.</summary>
    public async Task<string> Ask(AccessCell cell) =>
        (await http.Post(TokenOf(cell.Caller), cell.Operation.Name, ArgumentOf(cell.Operation, cell.Caller, cell.Fields))).Reply.Code ?? "ok";

    /// <summary>The same at the other door, from a connection of the caller's own.</summary>
    public async Task<string> AskByHub(Uri address, AccessCell cell)
    {
        await using var client = await HubClient.Open(address, TokenOf(cell.Caller));
        return (await client.Invoke(cell.Operation.Name, ArgumentOf(cell.Operation, cell.Caller, cell.Fields))).Code ?? "ok";
    }

    /// <summary>An argument that is right for the operation in this world.</summary>
    public string ArgumentOf(Operation operation, string caller, params string[] optional) =>
        "{" + string.Join(',', operation.Fields.Where(field => field.IsRequired || field.Name == "members" || optional.Contains(field.Name)).Select(field => $"\"{field.Name}\":{ValueOf(operation, field, caller)}")) + "}";

    private string ValueOf(Operation operation, Field field, string caller) => (operation.Name, field.Name) switch
    {
        (_, "call_session_id") => $"\"{call}\"",
        (_, "room_id") => $"\"{room}\"",
        ("add_room_member", "user") => $"\"{Id("newcomer")}\"",
        ("remove_room_member", "user") => $"\"{Id("other")}\"",
        (_, "user" or "target_user") => $"\"{Id(caller == "participant" ? "host" : "participant")}\"",
        ("mark_read", "seq") => "1",
        (_, "members") => $"[\"{Id("other")}\"]",
        _ => Requests.GoodValues[field.Name],
    };

    private string Id(string who) => $"{who}-{name}";

    private string List(params string[] people) => string.Join(',', people.Select(who => $"\"{Id(who)}\""));

    private async Task<JsonNode?> Do(string caller, string operation, string argument)
    {
        var (_, reply) = await http.Post(TokenOf(caller), operation, argument);
        Assert.True(reply.Code is null, $"{operation} by {caller}: {reply.Text}");
        return reply.Data;
    }
}
