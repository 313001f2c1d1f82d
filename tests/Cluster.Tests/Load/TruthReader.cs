using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FChat.Cluster.Tests.Clients;

namespace FChat.Cluster.Tests.Load;

/// <summary>Reads by HTTP what the service says in the end, as any member may; and as an operator which calls are open.</summary>
internal sealed class TruthReader(Uri gateway) : IDisposable
{
    private const int PageSize = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _http = new() { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>All of some rooms when nobody does anything in them any more. SQL follows the calls by a moment, so calls that are open there are given some time to end.</summary>
    public async Task<Truth> ReadAtRest(IReadOnlyList<(string Room, string Member)> rooms, CancellationToken stop)
    {
        var ids = rooms.Select(room => room.Room).ToHashSet();
        for (var begun = Clock.Now; Clock.Now - begun < Settling && (await OpenCalls(ids, stop)).Count > 0;)
        {
            await Clock.Pause(Look, stop);
        }

        return await Read(rooms, stop);
    }

    /// <summary>All of some rooms; each is read as its member.</summary>
    public async Task<Truth> Read(IReadOnlyList<(string Room, string Member)> rooms, CancellationToken stop)
    {
        var open = await OpenCalls(rooms.Select(room => room.Room).ToHashSet(), stop);
        var calls = new List<CallRecord>();
        var records = new List<RoomRecord>();
        foreach (var (room, member) in rooms)
        {
            calls.AddRange(await History(room, member, stop));
            records.Add(await Room(room, member, stop));
        }

        return new Truth(calls, records, open);
    }

    /// <summary>Calls of these rooms that an operator sees.</summary>
    public async Task<IReadOnlyList<string>> OpenCalls(HashSet<string> rooms, CancellationToken stop)
    {
        var open = new List<string>();
        for (var page = 1; ; page++)
        {
            var answer = await Ask("operator", "get_active_calls", new { page, page_size = PageSize }, stop, role: "ops");
            open.AddRange(answer.GetProperty("calls").EnumerateArray()
                .Where(call => rooms.Contains(Text(call, "room_id")!))
                .Select(call => Text(call, "call_session_id")!));
            if (page * PageSize >= answer.GetProperty("total").GetInt32())
            {
                return open;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<List<CallRecord>> History(string room, string member, CancellationToken stop)
    {
        var calls = new List<CallRecord>();
        for (var page = 1; ; page++)
        {
            var answer = await Ask(member, "get_call_history", new { room_id = room, page, page_size = PageSize }, stop);
            calls.AddRange(answer.GetProperty("calls").EnumerateArray().Select(call => Call(call, room)));
            if (page * PageSize >= answer.GetProperty("total").GetInt32())
            {
                return calls;
            }
        }
    }

    private static CallRecord Call(JsonElement call, string room) => new(
        Text(call, "call_session_id")!,
        room,
        call.GetProperty("creation").GetDateTimeOffset(),
        Text(call, "ended_at") is null ? null : call.GetProperty("ended_at").GetDateTimeOffset(),
        [.. call.GetProperty("participants").EnumerateArray().Select(one =>
            new PersonRecord(Text(one, "user")!, Text(one, "status")!, Text(one, "joined_at") is not null, Text(one, "left_at") is not null))]);

    private async Task<RoomRecord> Room(string room, string member, CancellationToken stop)
    {
        var view = await Ask(member, "get_room", new { room_id = room }, stop);
        var messages = new List<MessageRecord>();
        for (long? before = null; ; before = messages[^1].Seq)
        {
            var page = (await Ask(member, "get_messages", new { room_id = room, before_seq = before ?? long.MaxValue, limit = PageSize }, stop)).GetProperty("messages");
            messages.AddRange(page.EnumerateArray().Select(one => new MessageRecord(one.GetProperty("seq").GetInt64(), Text(one, "client_message_id") ?? "")));
            if (page.GetArrayLength() < PageSize)
            {
                break;
            }
        }

        return new RoomRecord(room, [.. view.GetProperty("members").EnumerateArray().Select(one => Text(one, "user")!)], Text(view, "active_call_session_id"), messages);
    }

    private async Task<JsonElement> Ask(string user, string operation, object fields, CancellationToken stop, string? role = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/method/f_chat.{operation}") { Content = JsonContent.Create(fields) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.For(user, role));
        using var answer = await _http.SendAsync(request, stop);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        return answer.IsSuccessStatusCode ? body.GetProperty("message") : throw new HttpRequestException($"{operation}: {body}", null, answer.StatusCode);
    }

    private static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
