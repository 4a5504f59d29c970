// A till in C#, for .NET Framework 4.8, .NET 8 or newer, and Mono; no packages.
// mcs -r:System.Net.Http -r:System.Runtime.Serialization Till.cs && mono Till.exe http://127.0.0.1:7391 till.token
using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Threading.Tasks;

[DataContract] public class Words { [DataMember] public string ar; [DataMember] public string en; }
[DataContract] public class Violation { [DataMember] public string path; [DataMember] public Words message; [DataMember] public Words fix; }
[DataContract] public class Totals { [DataMember] public string payable; }

// An issued document, or a problem with its code: what is not there stays null.
[DataContract]
public class Answer
{
    [DataMember] public string irn;
    [DataMember] public Totals totals;
    [DataMember] public string code;
    [DataMember] public Violation[] violations;
}

public static class Till
{
    const int Attempts = 5;

    public static int Main(string[] args)
    {
        var url = args.Length > 0 ? args[0] : "http://127.0.0.1:7391";
        var token = File.ReadAllText(args.Length > 1 ? args[1] : "till.token").Trim();
        using (var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(90) })
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var reference = "csharp/" + Guid.NewGuid(); // kept with the sale before it is sent
            return Tell(Sell(http, Sale(reference)).GetAwaiter().GetResult());
        }
    }

    static string Sale(string reference)
    {
        return "{\"reference\":\"" + reference + "\","
            + "\"lines\":[{\"name\":{\"ar\":\"عصير برتقال\",\"en\":\"Orange juice\"},\"quantity\":\"2\",\"price\":\"8.00\",\"vat\":\"S\"}],"
            + "\"payments\":[{\"means\":\"card\",\"amount\":\"16.00\"}]}";
    }

    // The same reference again never makes a second document.
    static async Task<Answer> Sell(HttpClient http, string sale)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var body = new StringContent(sale, Encoding.UTF8, "application/json");
                using (var response = await http.PostAsync("/v1/invoices", body))
                {
                    var answer = Read(await response.Content.ReadAsByteArrayAsync());
                    var isUnknown = answer.code == "outcome-unknown" || answer.code == "storage-failed";
                    if (!isUnknown || attempt == Attempts) return answer;
                }
            }
            catch (Exception lost) when ((lost is HttpRequestException || lost is TaskCanceledException) && attempt < Attempts)
            {
                Console.Error.WriteLine("no answer (" + lost.Message + "), sending it again");
            }
            await Task.Delay(1000);
        }
    }

    static Answer Read(byte[] json)
    {
        using (var stream = new MemoryStream(json)) return (Answer)new DataContractJsonSerializer(typeof(Answer)).ReadObject(stream);
    }

    static int Tell(Answer answer)
    {
        if (answer.irn != null && answer.code == null)
        {
            Console.WriteLine("issued " + answer.irn + ": " + answer.totals.payable);
            return 0;
        }
        Console.Error.WriteLine("not issued: " + answer.code);
        foreach (var one in answer.violations ?? new Violation[0])
            Console.Error.WriteLine("  " + one.path + ": " + one.message.en + " -> " + one.fix.en);
        return 1;
    }
}
