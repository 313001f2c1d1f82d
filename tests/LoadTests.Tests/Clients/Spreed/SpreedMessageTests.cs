using System.Text;
using System.Text.Json;

namespace FChat.LoadTests.Clients.Spreed;

public sealed class SpreedMessageTests
{
    [Theory]
    [InlineData("""{"type":"event","event":{"a":[{}]}}""")]
    [InlineData("""{"id":"1","event":{"a":[{}]},"new":[{"type":"x"}],"type":"event"}""")]
    public void The_body_is_given_as_it_stands_whatever_the_order(string json)
    {
        var message = SpreedMessage.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal("event", Encoding.UTF8.GetString(message.Type));
        Assert.Equal("""{"a":[{}]}""", Encoding.UTF8.GetString(message.Body));
    }

    [Theory]
    [InlineData("""{"sender":{"type":"session","sessionid":"s","userid":"alice"},"data":{"n":[1]}}""", false)]
    [InlineData("""{"data":{"n":[1]},"recipient":{"userid":"bob"},"sender":{"userid":"alice","more":{"userid":"eve"},"type":"room"}}""", true)]
    public void A_message_tells_its_sender_and_whether_all_in_the_room_have_it(string json, bool toRoom)
    {
        var received = SpreedReceived.Read(Encoding.UTF8.GetBytes(json));

        Assert.Equal("alice", Encoding.UTF8.GetString(received.User));
        Assert.Equal("""{"n":[1]}""", Encoding.UTF8.GetString(received.Data));
        Assert.Equal(toRoom, received.IsToRoom);
    }

    [Theory]
    [InlineData("""{"target":"room","type":"join","join":[{"sessionid":"1","userid":"alice","user":{"userid":"x"}},{"sessionid":"2"},{"userid":"bob"}]}""", "alice bob")]
    [InlineData("""{"target":"room","type":"leave","leave":["1"]}""", "")]
    [InlineData("""{"target":"participants","type":"update","update":{"users":[{"userid":"alice"}]}}""", "")]
    public void Only_those_who_join_the_room_are_named(string json, string users)
    {
        var joined = new List<string>();

        SpreedJoins.Read(Encoding.UTF8.GetBytes(json), user => joined.Add(Encoding.UTF8.GetString(user)));

        Assert.Equal(users, string.Join(' ', joined));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{\"type\":\"event\"")]
    public void What_is_no_message_is_told(string text) =>
        Assert.ThrowsAny<JsonException>(() => SpreedMessage.Read(Encoding.UTF8.GetBytes(text)).Type.Length);

    [Fact]
    public void Requests_are_those_of_the_published_protocol()
    {
        var backend = new Uri("http://127.0.0.1:1/ocs");

        Assert.Equal(
            """{"id":"hello","type":"hello","hello":{"version":"1.0","auth":{"url":"http://127.0.0.1:1/ocs","params":{"userid":"alice"}}}}""",
            Encoding.UTF8.GetString(SpreedRequests.Hello(backend, "alice")));
        Assert.Equal(
            """{"id":"room","type":"room","room":{"roomid":"r","sessionid":"alice-here"}}""", Encoding.UTF8.GetString(SpreedRequests.Join("r", "alice")));
        Assert.Equal(
            """{"type":"message","message":{"recipient":{"type":"room"},"data":{"muted":true}}}""", Encoding.UTF8.GetString(SpreedRequests.Change(muted: true)));
        Assert.Equal(
            """{"type":"message","message":{"recipient":{"type":"session","sessionid":"s"},"data":1}}""", SpreedRequests.HeadToSession("s") + "1" + SpreedRequests.Tail);
    }
}
