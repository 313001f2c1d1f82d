using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FChat.Cluster.Tests.Topologies.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FChat.Cluster.Tests.Webhooks;

/// <summary>What a receiver got.</summary>
/// <param name="IsTaken">It answered that it was taken.</param>
internal sealed record Delivery(string Id, string Call, long Seq, long Position, string Type, string? User, bool IsTaken);

/// <summary>A program that takes webhooks: it believes only those that are signed, and does with them what a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentQueue<Delivery> _got = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Receiver(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What it shares with the sender.</summary>
    public string Secret => $"whsec_{Convert.ToBase64String(_key)}";

    /// <summary>Whether it takes what comes; else it answers 503.</summary>
    public Func<Delivery, bool> Takes { get; set; } = _ => true;

    /// <summary>Waits for this before it answers.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    /// <summary>Requests whose signature was wrong.</summary>
    public int Forged { get; private set; }

    /// <summary>What came, in its order.</summary>
    public IReadOnlyList<Delivery> Got => [.. _got];

    /// <summary>Of what was taken the first of each, in the order of its coming.</summary>
    public IEnumerable<Delivery> Taken => _got.Where(one => one.IsTaken).DistinctBy(one => one.Id);

    /// <summary>Starts one.</summary>
    public static async Task<Receiver> Start()
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Find()}/hook");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        var receiver = new Receiver(builder.Build(), address);
        receiver._app.MapPost("/hook", receiver.Take);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until what came is enough.</summary>
    public async Task Until(Func<Receiver, bool> isEnough, string what)
    {
        while (true)
        {
            var more = _more.Task;
            if (isEnough(this))
            {
                return;
            }

            try
            {
                await more.WaitAsync(TimeSpan.FromSeconds(60));
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"{what}; got:\n{string.Join('\n', _got)}");
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = http.Request.Headers;
        if (!IsSigned(headers, body))
        {
            Forged++;
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var content = JsonElement.Parse(body);
        var data = content.GetProperty("data");
        var user = data.TryGetProperty("user", out var named) ? named.GetString() : null;
        var delivery = new Delivery(
            headers["webhook-id"]!, data.GetProperty("call_session_id").GetString()!, data.GetProperty("sequence").GetInt64(),
            long.Parse(headers["fchat-position"]!, CultureInfo.InvariantCulture), content.GetProperty("type").GetString()!, user, IsTaken: true);
        await Answers.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        delivery = delivery with { IsTaken = !http.RequestAborted.IsCancellationRequested && Takes(delivery) };
        _got.Enqueue(delivery);
        http.Response.StatusCode = delivery.IsTaken ? StatusCodes.Status204NoContent : StatusCodes.Status503ServiceUnavailable;
        Interlocked.Exchange(ref _more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    // As receivers do it: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    private bool IsSigned(IHeaderDictionary headers, string body)
    {
        var content = Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.{body}");
        return headers["webhook-signature"] == $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, content))}";
    }
}
