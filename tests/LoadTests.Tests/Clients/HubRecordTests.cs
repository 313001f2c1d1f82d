using System.Text;

namespace FChat.LoadTests.Clients;

public sealed class HubRecordTests
{
    [Theory]
    [InlineData("""{"type":1,"target":"t","arguments":[{"a":[1,{"b":"]"}]},2]}""")]
    [InlineData("""{"arguments":[{"a":[1,{"b":"]"}]},2],"unknown":{"x":[]},"target":"t","type":1}""")]
    public void The_first_argument_is_given_as_it_stands_whatever_the_order(string json)
    {
        var record = Read(json);

        Assert.Equal(HubRecord.Invocation, record.Type);
        Assert.Equal("t", Encoding.UTF8.GetString(record.Target));
        Assert.Equal("""{"a":[1,{"b":"]"}]}""", Encoding.UTF8.GetString(record.Body));
    }

    [Theory]
    [InlineData("""{"type":3,"invocationId":"s1"}""", true)]
    [InlineData("""{"type":3,"invocationId":"s1","result":null}""", true)]
    [InlineData("""{"type":3,"invocationId":"s1","result":{"data":{},"ok":true}}""", true)]
    [InlineData("""{"type":3,"invocationId":"s1","result":{"ok":false,"error":{"code":"rate_limited"}}}""", false)]
    [InlineData("""{"type":3,"invocationId":"s1","result":{"data":{"ok":true}}}""", false)]
    [InlineData("""{"type":3,"invocationId":"s1","error":"died"}""", false)]
    public void Only_ok_or_nothing_is_acceptance(string json, bool accepted) => Assert.Equal(accepted, Read(json).IsAccepted);

    private static HubRecord Read(string json) => HubRecord.Read(Encoding.UTF8.GetBytes(json));
}
