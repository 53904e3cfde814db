package org.whirl.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.json.Fixtures.json;
import static org.whirl.spi.json.Fixtures.reread;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.Test;
import org.whirl.spi.messaging.AcknowledgementMessage;
import org.whirl.spi.messaging.ActivationMessage;
import org.whirl.spi.messaging.PingMessage;

/** The messages of the contract: invoker and messaging, section 10. */
public final class MessageJsonTest {
    private static final String ID = "4fd5c3a2b8e94e0e95c3a2b8e91e0e22";
    private static final String UUID = "23bc46b1-71f6-4ed5-8c54-816aa4f8c502";
    private static final String INVOKER = "{'instance':0,'userMemory':'2147483648 B','instanceType':'invoker',"
            + "'tags':[],'dedicatedNamespaces':[],'uniqueName':'u','displayedName':'d'}";
    private static final String RECORD = "{'activationId':'" + ID + "','namespace':'guest','name':'hello',"
            + "'subject':'guest','start':1785501543000,'end':1785501543120,'duration':120,"
            + "'response':{'statusCode':3,'result':{},'size':42},'logs':[],'version':'0.0.3','publish':false,"
            + "'annotations':[]}";

    private static String activation(String rest) {
        return "{'transid':['k7cN2',1785501540000],'action':{'path':'guest/util','name':'hello','version':'0.0.3'},"
                + "'revision':'5-8f2c','user':{'subject':'guest','namespace':{'name':'guest','uuid':'" + UUID + "'},"
                + "'authkey':{'api_key':'" + UUID + ":" + "k".repeat(64) + "'},"
                + "'rights':['READ','PUT','DELETE','ACTIVATE'],'limits':{}},'activationId':'" + ID + "',"
                + "'rootControllerIndex':{'asString':'0','instanceType':'controller'},'blocking':true," + rest + "}";
    }

    private static void assertRoundTrip(String text) {
        assertThat(reread(MessageJson.write(MessageJson.read(json(text))))).isEqualTo(json(text));
    }

    @Test
    public void activations() {
        assertRoundTrip(activation("'content':{'name':'Ada'},'initArgs':[],'lockedArgs':{},"
                + "'cause':'0d9fc3a2b8e94e0e95c3a2b8e91e0e22'"));
        assertRoundTrip(activation("'content':[1],'initArgs':['db'],'lockedArgs':{'db':'aes-256'}"));
        assertRoundTrip(activation("'initArgs':[],'lockedArgs':{}"));
    }

    @Test
    public void activationsThroughABindingOfTheNewestRevision() {
        ObjectNode message = json(activation("'initArgs':[],'lockedArgs':{}"));
        message.putNull("revision");
        message.withObject("/action").put("binding", "ns2/pkg2");
        message.withObject("/user").set("limits", json("{'concurrentInvocations':5,'storeActivations':false}"));
        assertThat(reread(MessageJson.write(MessageJson.read(message)))).isEqualTo(message);
        assertThat(((ActivationMessage) MessageJson.read(message)).revision()).isEmpty();
    }

    @Test
    public void whatPeersAddIsIgnored() {
        ObjectNode message = json(activation("'initArgs':[],'lockedArgs':{},'traceContext':{'a':'b'}"));
        message.set("transid", message.get("transid").deepCopy());
        message.withArray("/transid").add(true);
        ActivationMessage read = (ActivationMessage) MessageJson.read(message);
        assertThat(read.transaction().id()).isEqualTo("k7cN2");
        assertThat(read.transaction().start()).isEqualTo(1785501540000L);
    }

    @Test
    public void results() {
        assertRoundTrip("{'transid':['t',1],'response':" + RECORD + "}");
        assertRoundTrip("{'transid':['t',1],'response':'" + ID + "'}");
        AcknowledgementMessage shrunk =
                (AcknowledgementMessage) MessageJson.read(json("{'transid':['t',1],'response':'" + ID + "'}"));
        assertThat(shrunk.result()).isTrue();
        assertThat(shrunk.activation()).isEmpty();
        assertThat(shrunk.activationId().value()).isEqualTo(ID);
        assertThat(shrunk.invoker()).isEmpty();
    }

    @Test
    public void completions() {
        String text = "{'transid':['t',1],'activationId':'" + ID + "','isSystemError':true,'instance':" + INVOKER + "}";
        assertRoundTrip(text);
        AcknowledgementMessage message = (AcknowledgementMessage) MessageJson.read(json(text));
        assertThat(message.result()).isFalse();
        assertThat(message.systemError()).isTrue();
        assertThat(message.invoker().orElseThrow().userMemory()).isEqualTo(2048);
    }

    @Test
    public void resultsThatFreeASlot() {
        String rest = ",'isSystemError':true,'instance':" + INVOKER + "}";
        assertRoundTrip("{'transid':['t',1],'response':" + RECORD + rest);
        assertRoundTrip("{'transid':['t',1],'response':'" + ID + "'" + rest);
    }

    @Test
    public void pings() {
        assertRoundTrip("{'name':" + INVOKER + ",'isEnabled':false,'runtimes':[{'kind':'nodejs:20','image':'i'},"
                + "{'kind':'python:3','image':'p','unavailable':'python3 is missing'}]}");
        PingMessage bare = (PingMessage) MessageJson.read(json("{'name':{'instance':3,'userMemory':'1073741824 B',"
                + "'busyMemory':'0 B','instanceType':'invoker','tags':[],'dedicatedNamespaces':[]}}"));
        assertThat(bare.enabled()).isTrue();
        assertThat(bare.runtimes()).isEmpty();
        assertThat(bare.invoker().topic()).isEqualTo("invoker3");
        assertThat(bare.invoker().uniqueName()).isEqualTo(Optional.empty());
    }
}
