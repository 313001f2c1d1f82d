using System.Net;
using System.Text;
using System.Text.Json;

namespace FChat.LoadTests.Servers.Spreed;

/// <summary>The Nextcloud that the signaling server leans on.</summary>
public sealed class BackendTests
{
    private const string Body = """{"type":"auth","auth":{"version":"1.0","params":{"hello":"world"}}}""";

    [Fact]
    public void The_checksum_is_that_of_the_published_example() => Assert.Equal(
        "3c4a69ff328299803ac2879614b707c807b4758cf19450755c60656cac46e3bc",
        BackendChecksum.Of("afb6b872ab03e3376b31bf0af601067222ff7990335ca02d327071b73c0119c6", Encoding.UTF8.GetBytes(Body), "MySecretValue"));

    [Theory]
    [InlineData("random", "body", "secret", true)]
    [InlineData("other", "body", "secret", false)]
    [InlineData("random", "other", "secret", false)]
    [InlineData("random", "body", "other", false)]
    public void A_checksum_is_right_for_its_random_text_body_and_secret_alone(string random, string body, string secret, bool isRight) =>
        Assert.Equal(isRight, BackendChecksum.IsRight(random, BackendChecksum.Of("random", "body"u8, "secret"), Encoding.UTF8.GetBytes(body), secret));

    [Theory]
    [InlineData(null, "x")]
    [InlineData("", "x")]
    [InlineData("random", null)]
    [InlineData("random", "short")]
    public void A_request_without_a_checksum_is_not_believed(string? random, string? checksum) =>
        Assert.False(BackendChecksum.IsRight(random, checksum, "body"u8, "secret"));

    [Theory]
    [InlineData("""{"type":"auth","auth":{"version":"1.0","params":{"userid":"alice"}}}""", """{"type":"auth","auth":{"version":"1.0","userid":"alice","user":{}}}""")]
    [InlineData("""{"type":"room","room":{"roomid":"r","userid":"alice","action":"join"}}""", """{"type":"room","room":{"version":"1.0","roomid":"r","properties":{}}}""")]
    [InlineData("""{"type":"ping","ping":{"roomid":"r","entries":[]}}""", """{"type":"room","room":{"version":"1.0","roomid":"r","properties":{}}}""")]
    [InlineData("""{"type":"new"}""", """{"type":"error","error":{"code":"unknown_type","message":"new"}}""")]
    public void Everybody_is_who_they_say_and_may_enter_every_room(string request, string answer) => Assert.Equal(
        $$$"""{"ocs":{"meta":{"status":"ok","statuscode":200,"message":"OK"},"data":{{{answer}}}}}""",
        JsonSerializer.Serialize(BackendAnswers.To(Encoding.UTF8.GetBytes(request))));

    [Fact]
    public async Task A_request_from_somebody_else_is_forbidden()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var backend = await NextcloudBackend.StartAsync(stop);
        using var http = new HttpClient();
        using var content = new StringContent(Body, Encoding.UTF8, "application/json");
        content.Headers.Add(BackendChecksum.RandomHeader, "random");
        content.Headers.Add(BackendChecksum.ChecksumHeader, BackendChecksum.Of("random", Encoding.UTF8.GetBytes(Body), "another secret"));

        using var answer = await http.PostAsync(backend.Signaling, content, stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
