import com.google.gson.JsonObject;
import java.util.concurrent.CountDownLatch;

public class Parallel {
    private static CountDownLatch missing;

    public static JsonObject main(JsonObject arguments) throws Exception {
        System.out.println("in");
        synchronized (Parallel.class) {
            if (missing == null) {
                missing = new CountDownLatch(arguments.get("expected").getAsInt());
            }
        }
        missing.countDown();
        missing.await();
        return arguments;
    }
}
